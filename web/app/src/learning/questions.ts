import { count, list, wholeOf } from '../lib/words.js'
import type { Question } from '../room/model.js'

/** Who can be asked beyond the group, in a cohort. */
export const BEYOND = [{ to: 'cohort', word: 'other groups', button: 'Other groups' }, { to: 'tutor', word: 'the tutors', button: 'The tutors' }, { to: 'client', word: 'the client', button: 'The client' }] as const

/** Whom a question went to. */
export const askedOf = (released: Record<string, unknown>): string => list(['the group', ...BEYOND.filter(({ to }) => to in released).map(({ word }) => word)])

/** Since when a question waits for the client; null where it does not. */
export const clientSince = ({ closedAt, released, answers }: Pick<Question, 'closedAt' | 'released' | 'answers'>): number | null =>
  closedAt === null && !answers.some(({ from }) => from === 'client') ? released.client?.at ?? null : null

/** For how long something has been waited for: "3 hours". */
export function waits(since: number, now: number): string {
  const whole = wholeOf(now - since)
  return whole ? count(...whole) : 'a moment'
}
