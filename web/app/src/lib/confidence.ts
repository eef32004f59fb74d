import { call, lasting, type Person } from './api.js'

/** How sure one feels, over REST as docs/protocols.md has it. */

export type Moment = 'start' | 'checkpoint' | 'end'
export type Share = 'none' | 'levels' | 'everything'
/** A moment that one may speak of. */
export interface Ask { moment: Moment, milestoneId: string | null, milestone: string | null }
/** `level` is null where one did not want to say. */
export interface Entry extends Ask { level: number | null, sentence: string, at: string }
export interface Trend { cohortId: string, challengeId: string, title: string, share: Share, entries: Entry[] }
export interface Sharer extends Person { challenges: Trend[] }

export const confidence = {
  own: () => call<{ challenges: Trend[] }>('GET', '/api/confidence'),
  say: (cohortId: string, challengeId: string, { moment, milestoneId }: Ask, level: number | null, sentence: string) =>
    lasting(() => call<void>('PUT', '/api/confidence', { cohortId, challengeId, moment, milestoneId, level, sentence })),
  share: (cohortId: string, challengeId: string, share: Share) => lasting(() => call<void>('PUT', '/api/confidence/share', { cohortId, challengeId, share })),
  shared: (cohort: string) => call<{ learners: Sharer[] }>('GET', `/api/cohorts/${cohort}/confidence`),
}

export const SENTENCE_MAX = 500

/** From 1 to 5. */
export const levels = ['Not at all sure', 'Rather unsure', 'Half and half', 'Rather sure', 'Very sure'] as const
export const levelWord = (level: number): string => levels[level - 1] ?? ''

export const momentWords = ({ moment, milestone }: Ask): string => moment === 'start' ? 'At the start' : moment === 'end' ? 'At the end' : milestone ?? 'At a checkpoint'

/** What somebody is asked, in one line. */
export const askWords = (ask: Ask, title: string): string =>
  ask.moment === 'start' ? `You are at the start of “${title}”. How sure do you feel?`
  : ask.moment === 'end' ? `“${title}” is at its end. How sure do you feel now?`
  : `“${ask.milestone ?? title}” is a point to look back. How sure do you feel?`

/** What was said, the first first, without what was put aside. */
export const said = (trend: Trend): (Entry & { level: number })[] =>
  trend.entries.filter((entry): entry is Entry & { level: number } => entry.level !== null).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))

/** A trend in a sentence, for who does not see its line. */
export function trendWords(trend: Trend): string {
  const all = said(trend)
  if (all.length === 0) return 'Nothing said yet'
  const [first, last] = [all[0]!, all.at(-1)!]
  if (all.length === 1) return `${levelWord(first.level)}, once`
  const way = last.level > first.level ? 'up' : last.level < first.level ? 'down' : 'the same'
  return `From “${levelWord(first.level).toLowerCase()}” to “${levelWord(last.level).toLowerCase()}”: ${way}, over ${all.length} moments`
}

/** Points of the line in a field of this size, a level a step; times are as far apart as moments, not as days. */
export function pointsOf(trend: Trend, width: number, height: number): { x: number, y: number, entry: Entry & { level: number } }[] {
  const all = said(trend)
  return all.map((entry, i) => ({ x: all.length === 1 ? width / 2 : (width * i) / (all.length - 1), y: height - (height * (entry.level - 1)) / (levels.length - 1), entry }))
}
