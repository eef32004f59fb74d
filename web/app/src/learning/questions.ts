import { count, list, wholeOf } from '../lib/words.js'

/** Who can be asked beyond the group, in a cohort. */
export const BEYOND = [{ to: 'cohort', word: 'other groups', button: 'Other groups' }, { to: 'tutor', word: 'the tutors', button: 'The tutors' }] as const

/** Whom a question went to. */
export const askedOf = (released: Record<string, unknown>): string => list(['the group', ...BEYOND.filter(({ to }) => to in released).map(({ word }) => word)])

/** For how long something has been waited for: "3 hours". */
export function waits(since: number, now: number): string {
  const whole = wholeOf(now - since)
  return whole ? count(...whole) : 'a moment'
}
