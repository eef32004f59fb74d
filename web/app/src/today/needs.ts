import type { NextMeeting, OpenSession, Progress, TodayChallenge, TodayCohort } from '../lib/cohorts.js'

/** What a person may turn to today, the most pressing first. */
export type Need =
  | { kind: 'choose', cohort: TodayCohort }
  | { kind: 'challenge', cohort: TodayCohort, challenge: TodayChallenge, room: string | null, progress: Progress | null, step: NextStep }
  | { kind: 'meeting', cohort: TodayCohort, group: NonNullable<TodayCohort['group']>, meeting: NextMeeting }
  | { kind: 'session', cohort: TodayCohort, challenge: TodayChallenge, session: OpenSession }
  | { kind: 'group', cohort: TodayCohort, group: NonNullable<TodayCohort['group']> }
  | { kind: 'cohort', cohort: TodayCohort }

/** `own`: the caller's, not only the group's. `due`: of the step or else of the challenge. */
export interface NextStep { title: string | null, own: boolean, due: string | null, state: 'next' | 'unplanned' | 'done' | 'later' }

/** What is due within so many days presses. */
export const SOON_DAYS = 2
export const DAY = 86_400_000
/** From one date to another. */
export const days = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
const byDue = (a: string | null, b: string | null): number => (a ?? '9999').localeCompare(b ?? '9999')

/** What comes next in a challenge: my own step that is due first, else the one that the group has next. */
export function nextStep({ mine, work, start, due }: TodayChallenge, today: string): NextStep {
  const progress = work[0]?.progress
  const own = [...mine].sort((a, b) => byDue(a.due, b.due))[0]
  if (own) return { title: own.title, own: true, due: own.due ?? due, state: 'next' }
  if (progress?.next) return { title: progress.next, own: false, due, state: 'next' }
  if (start > today) return { title: null, own: false, due: start, state: 'later' }
  return { title: null, own: false, due, state: progress && progress.steps > 0 && progress.done === progress.steps ? 'done' : 'unplanned' }
}

/** Where others are at work comes before what has time; what is due today or late before that, and whoever is waited for within a day first of all. */
function rank(need: Need, today: string, now: number): number {
  if (need.kind === 'choose') return 0
  if (need.kind === 'meeting') return Date.parse(need.meeting.start) - now < DAY ? 0 : Date.parse(need.meeting.start) - now < 7 * DAY ? 3 : 5
  if (need.kind === 'session') return 2
  if (need.kind === 'cohort') return 5
  if (need.kind === 'group') return 6
  const { step, progress } = need
  if (step.state === 'later') return 4
  if (step.state !== 'done' && step.due && days(today, step.due) <= SOON_DAYS) return 1
  return (progress?.here ?? 0) > 0 ? 2 : step.state === 'done' ? 4 : 3
}

export function needsOf(cohorts: readonly TodayCohort[], today: string, now: number): Need[] {
  const needs = cohorts.flatMap((cohort): Need[] => {
    // What waits for a client or a judge is on their desk.
    if (cohort.role === 'client' || cohort.role === 'judge') return []
    if (cohort.role === 'tutor') return [{ kind: 'cohort', cohort }]
    if (!cohort.group) return [{ kind: 'choose', cohort }]
    return [
      ...(cohort.group.next ? [{ kind: 'meeting', cohort, group: cohort.group, meeting: cohort.group.next } as const] : []),
      ...cohort.challenges.flatMap(challenge => challenge.sessions.map((session): Need => ({ kind: 'session', cohort, challenge, session }))),
      ...cohort.challenges.map((challenge): Need => ({
        kind: 'challenge', cohort, challenge, room: challenge.work[0]?.room ?? null, progress: challenge.work[0]?.progress ?? null, step: nextStep(challenge, today),
      })),
      { kind: 'group', cohort, group: cohort.group },
    ]
  })
  const due = (need: Need): string | null => need.kind === 'challenge' ? need.step.due : null
  return needs.map((need, i) => ({ need, i, rank: rank(need, today, now) })).sort((a, b) => a.rank - b.rank || byDue(due(a.need), due(b.need)) || a.i - b.i).map(({ need }) => need)
}

/** What a tutor's groups are doing: how many are at work, and what waits. */
export function stirOf({ challenges }: TodayCohort): { here: number, questions: number } {
  const all = challenges.flatMap(({ work }) => work.flatMap(({ progress }) => progress ?? []))
  return { here: all.filter(({ here }) => here > 0).length, questions: all.reduce((sum, { questions }) => sum + questions, 0) }
}
