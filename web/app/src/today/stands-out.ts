import type { TodayChallenge, TodayCohort, Work } from '../lib/cohorts.js'
import { count } from '../lib/words.js'
import { DAY, days, SOON_DAYS } from './needs.js'

/** A group whose work a tutor may want to look at, and why. */
export interface StandsOut { group: { id: string, title: string }, challenge: TodayChallenge, room: string | null, why: string, isPressing: boolean }

const QUIET_DAYS = 3

/** Groups that may need their tutor, whoever is late first; one reason each, as the rooms tell it. Groups at work at this moment are left alone, unless they are late or soon will be. */
export function standingOut({ challenges, groups }: TodayCohort, today: string, now: number): StandsOut[] {
  const found = challenges.filter(({ start }) => start <= today).flatMap(challenge => groups.flatMap(group => {
    const work = challenge.work.find(({ groupId }) => groupId === group.id)
    const reason = group.members > 0 ? reasonOf(challenge, work, today, now) : null
    return reason ? [{ group, challenge, room: work?.room ?? null, why: reason[1], isPressing: reason[0] < 2, rank: reason[0] }] : []
  }))
  return found.sort((a, b) => a.rank - b.rank || a.group.title.localeCompare(b.group.title, 'en', { numeric: true })).map(({ rank: _, ...rest }) => rest)
}

/** The first that holds, with its rank. */
function reasonOf({ start, due }: TodayChallenge, work: Work | undefined, today: string, now: number): [number, string] | null {
  const progress = work?.progress
  // Begun, and not heard of at the moment: nothing is known of it.
  if (work?.room && !progress) return null
  const steps = progress && progress.steps > 0 ? `${progress.done} of ${count(progress.steps, 'step')} done` : 'nothing planned'
  if (progress && progress.steps > 0 && progress.done === progress.steps) return null
  const left = due === null ? Infinity : days(today, due)
  if (left < 0) return [0, `was due ${count(-left, 'day')} ago, ${steps}`]
  if (left <= SOON_DAYS && (!progress || progress.done * 2 < progress.steps || progress.steps === 0)) return [1, `due ${left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`}, ${steps}`]
  if (progress && progress.here > 0) return null
  const since = progress?.writtenAt ? Math.floor((now - Date.parse(progress.writtenAt)) / DAY) : days(start, today)
  if (since >= QUIET_DAYS) return [2, progress?.writtenAt ? `no text for ${count(since, 'day')}` : `has not begun in ${count(since, 'day')}`]
  if (progress && progress.questions > 0) return [3, count(progress.questions, 'open question')]
  return null
}
