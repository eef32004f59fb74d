import { count, list } from '../lib/words.js'

/** Who can be asked beyond the group, in a cohort. */
export const BEYOND = [{ to: 'cohort', word: 'other groups', button: 'Other groups' }, { to: 'tutor', word: 'the tutors', button: 'The tutors' }] as const

/** Whom a question went to. */
export const askedOf = (released: Record<string, unknown>): string => list(['the group', ...BEYOND.filter(({ to }) => to in released).map(({ word }) => word)])

const STEPS: [string, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]]

/** For how long something has been waited for: "3 hours". */
export function waits(since: number, now: number): string {
  for (const [unit, length] of STEPS) if (now - since >= length) return count(Math.floor((now - since) / length), unit)
  return 'a moment'
}
