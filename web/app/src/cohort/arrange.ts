/** Who goes into which group: found here, looked at, and only then asked of the cohort. The same seed gives the same. */

export type Rule = 'fill' | 'random' | 'balance'
export interface Learner { id: string, groupId: string | null, label: string }
/** `begun`: there is work of it. */
export interface Group { id: string, title: string, begun: boolean }
export interface Arrangement {
  /** The groups that people are dealt to, or that get somebody. */
  groups: { id: string, title: string, isNew: boolean }[]
  /** The group of each person who is placed. */
  placed: Map<string, string>
  /** Groups that stay as they are since they have begun. */
  kept: string[]
}

interface Options { rule: Rule, size: number, seed: number, moveBegun: boolean, newId: (i: number) => string }

export const SIZE_MIN = 2
export const SIZE_MAX = 12

/** How many groups of about a size a number of people makes: at least one, and none is larger than its size by more than what is over. */
export const groupsFor = (people: number, size: number): number => Math.max(1, Math.floor(people / size))

/**
 * `fill`: who has no group goes to the smallest, one after another. `random` and `balance`: everybody anew, but for groups that have begun, which stay as they are unless
 * `moveBegun`. Among the groups that people are dealt to, sizes differ by at most one; with `balance` the numbers of each label do too, whatever the labels are.
 */
export function arrange(learners: readonly Learner[], groups: readonly Group[], { rule, size, seed, moveBegun, newId }: Options): Arrangement {
  const random = generator(seed)
  const all = [...learners].sort((a, b) => a.id < b.id ? -1 : 1)
  const kept = rule === 'fill' || moveBegun ? [] : groups.filter(({ begun }) => begun)
  const free = rule === 'fill' ? all.filter(({ groupId }) => !groups.some(({ id }) => id === groupId)) : all.filter(({ groupId }) => !kept.some(({ id }) => id === groupId))
  const open = groups.filter(group => !kept.includes(group)).map(({ id, title }) => ({ id, title, isNew: false }))
  const needed = free.length === 0 ? 0 : groupsFor(rule === 'fill' ? all.length : free.length, size)
  for (let i = open.length; i < needed; i++) open.push({ id: newId(i), title: `Group ${kept.length + i + 1}`, isNew: true })
  const targets = rule === 'fill' ? open : open.slice(0, needed)
  const placed = rule === 'fill' ? fill(shuffled(free, random), targets, all, random) : deal(rule === 'balance' ? byLabel(free, random) : shuffled(free, random), shuffled(targets, random))
  return { groups: targets.filter(({ isNew, id }) => rule !== 'fill' || isNew || [...placed.values()].includes(id)), placed, kept: kept.map(({ id }) => id) }
}

/** In turn, so that any stretch of the row is spread evenly. */
const deal = (row: readonly Learner[], targets: readonly { id: string }[]): Map<string, string> => new Map(row.map(({ id }, i) => [id, targets[i % targets.length]!.id]))

/** Those of a label stand beside each other; which label comes first is left to chance, and who within it. */
function byLabel(learners: readonly Learner[], random: () => number): Learner[] {
  const labels = new Map<string, Learner[]>()
  for (const learner of learners) labels.set(learner.label, [...labels.get(learner.label) ?? [], learner])
  return shuffled([...labels.keys()].sort(), random).flatMap(label => shuffled(labels.get(label)!, random))
}

function fill(row: readonly Learner[], targets: readonly { id: string }[], all: readonly Learner[], random: () => number): Map<string, string> {
  const sizes = shuffled(targets, random).map(({ id }) => ({ id, size: all.filter(({ groupId }) => groupId === id).length }))
  return new Map(row.map(({ id }) => {
    const smallest = sizes.reduce((least, each) => each.size < least.size ? each : least)
    smallest.size++
    return [id, smallest.id]
  }))
}

function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const row = [...things]
  for (let i = row.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[row[i], row[j]] = [row[j]!, row[i]!]
  }
  return row
}

/** Numbers from 0 up to 1, the same for a seed: a counter whose bits are mixed (SplitMix with 32 bits). */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}
