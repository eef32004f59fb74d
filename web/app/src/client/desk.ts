import type { Asked, Shown, TodayCohort } from '../lib/cohorts.js'

/** Something on the desk of a client or a judge. `at`: what it is sorted by. */
export type DeskItem =
  | { kind: 'question', cohort: string, at: string, asked: Asked }
  | { kind: 'work', cohort: string, at: string, shown: Shown, isClient: boolean }

const keyOf = (item: DeskItem): string => `${item.cohort} ${item.kind === 'question' ? `${item.asked.workspaceId} ${item.asked.id}` : `${item.shown.workspaceId} ${item.shown.id}`}`

/** Where a group asks or shows: the client owes an answer to a question, a reading to what was shown last, and to that a word. */
export function waits(item: DeskItem): boolean {
  if (item.kind === 'question') return !item.asked.isClosed && !item.asked.isAnswered
  const { withdrawnAt, isLatest, readAt, review } = item.shown
  return withdrawnAt === null && isLatest && (readAt === null || (item.isClient && review === null))
}

/** What waits and what is done, each the newest first. */
export function deskOf(cohorts: readonly TodayCohort[]): { waiting: (DeskItem & { key: string })[], done: (DeskItem & { key: string })[] } {
  const items = cohorts.flatMap(({ id: cohort, role, desk }): DeskItem[] => [
    ...(desk?.asked ?? []).map((asked): DeskItem => ({ kind: 'question', cohort, at: asked.askedAt, asked })),
    ...(desk?.shown ?? []).map((shown): DeskItem => ({ kind: 'work', cohort, at: shown.withdrawnAt ?? shown.at, shown, isClient: role === 'client' })),
  ])
  const sorted = items.sort((a, b) => b.at.localeCompare(a.at)).map(item => ({ ...item, key: keyOf(item) }))
  return { waiting: sorted.filter(waits), done: sorted.filter(item => !waits(item)) }
}

/** Whether somebody is here for others' work alone: such a person has nothing to begin. */
export const isVisitor = (cohorts: readonly TodayCohort[]): boolean => cohorts.length > 0 && cohorts.every(({ role }) => role === 'client' || role === 'judge')
