/** Numbers that a seed decides: mulberry32. */
export class Random {
  private state: number

  constructor(readonly seed: number) { this.state = seed >>> 0 }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number { return Math.floor(this.next() * end) }

  chance(probability: number): boolean { return this.next() < probability }

  of<T>(items: readonly T[]): T { return items[this.below(items.length)]! }
}

/**
 * Seeds for a random test, other ones each time; printed, so that a failure can be repeated. `SEED=7` repeats one, `RUNS=10` runs ten times as many.
 */
export function seeds(name: string, count: number): number[] {
  const { SEED, RUNS } = process.env
  const first = SEED ? Number(SEED) : Math.floor(Math.random() * 2 ** 31)
  const runs = SEED ? 1 : count * Number(RUNS ?? 1)
  console.info(`${name}: seeds ${first} to ${first + runs - 1}`)
  return Array.from({ length: runs }, (_, i) => first + i)
}
