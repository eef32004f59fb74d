// CPU time of this process, all its threads: what the collector and the compiler take is in it.
const cpu = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** A run this long holds its own warming up. */
const LONG = 10_000_000

/**
 * Runs `run(prepared)` until the compiler had its time, collects garbage, and then until `least` µs of CPU are measured. What `prepare` takes is not
 * counted; what it takes to `free` a result that nobody collects is. Returns µs for one run, and what the last run returned.
 */
export const measure = ({ prepare = () => {}, run, free = () => {}, warm = 2_000_000, least = 500_000 }) => {
  let result
  // Short runs are counted in batches, since a look at the clock takes a microsecond.
  const batch = count => {
    const prepared = Array.from({ length: count }, prepare)
    const start = cpu()
    for (const one of prepared) {
      if (result !== undefined) free(result)
      result = run(one)
    }
    return cpu() - start
  }
  let [spent, runs, last] = [0, 0, 0]
  while (spent < warm) spent += last = Math.max(1, batch(1))
  if (last > LONG) return { micros: last, runs: 1, result }
  const count = Math.ceil(2_000 / last)
  globalThis.gc()
  for (spent = 0; spent < least; runs += count) spent += batch(count)
  return { micros: spent / runs, runs, result }
}

/**
 * Runs `run(i)` for each of `count` things once, or until `most` µs are spent. Returns µs for one, and as `typical` the median over turns of 16, in which
 * what seldom happens (an array that is doubled, a collection of garbage) does not show.
 */
export const measureOnce = ({ count, run, most }) => {
  globalThis.gc()
  const turns = []
  const start = cpu()
  let [done, spent] = [0, 0]
  while (done < count && spent < most) {
    const [first, before] = [done, spent]
    for (const end = Math.min(count, done + 16); done < end; done++) run(done)
    spent = cpu() - start
    turns.push((spent - before) / (done - first))
  }
  return { micros: spent / done, typical: turns.sort((a, b) => a - b)[turns.length >> 1], runs: done }
}
