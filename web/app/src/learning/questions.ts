import { count } from '../lib/words.js'

const STEPS: [string, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]]

/** For how long something has been waited for: "3 hours". */
export function waits(since: number, now: number): string {
  for (const [unit, length] of STEPS) if (now - since >= length) return count(Math.floor((now - since) / length), unit)
  return 'a moment'
}
