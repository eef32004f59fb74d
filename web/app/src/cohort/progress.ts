import { later } from '../editor/blocks/dates.js'
import type { GivenChallenge, Progress } from '../lib/cohorts.js'

/** How a group stands at a milestone. `late`: its day is over. */
export type Stand = 'reached' | 'late' | 'now' | 'ahead'
export interface DatedMilestone { id: string, title: string, date: string, isCheckpoint: boolean }

/** The milestones of a given challenge with their dates, the first first. */
export const datedMilestones = ({ milestones, start }: Pick<GivenChallenge, 'milestones' | 'start'>): DatedMilestone[] =>
  [...milestones].sort((a, b) => a.day - b.day).map(({ id, title, day, protocol }) => ({ id, title, date: later(start, day), isCheckpoint: protocol !== null }))

/** Where a group stands at each milestone: what is reached, the one that it is on its way to, and what is late. */
export function stands(milestones: readonly DatedMilestone[], progress: Progress | null, today: string): Stand[] {
  const reached = new Set(progress?.milestones)
  const next = milestones.find(({ id }) => !reached.has(id))
  return milestones.map(({ id, date }) => reached.has(id) ? 'reached' : date < today ? 'late' : progress && id === next?.id ? 'now' : 'ahead')
}

export const standWords: Record<Stand, string> = { reached: 'reached', late: 'late', now: 'on the way', ahead: 'to come' }
