import type { Milestone } from '../room/model.js'
import type { Step } from './plan.js'

/** The steps on the way to a milestone; those to none stand last. */
export interface Group { milestone: Milestone | null, steps: Step[] }

/** Milestones in the order of their dates, each with its steps. Without milestones there is one group. */
export function groupsOf(steps: readonly Step[], milestones: readonly Milestone[]): Group[] {
  const known = new Set(milestones.map(({ id }) => id))
  const groups: Group[] = [...milestones].sort((a, b) => a.date < b.date ? -1 : a.date > b.date ? 1 : 0)
    .map(milestone => ({ milestone, steps: steps.filter(step => step.milestoneId === milestone.id) }))
  return [...groups, { milestone: null, steps: steps.filter(step => step.milestoneId === null || !known.has(step.milestoneId)) }]
}

/** Where a step would go. */
export interface Target { milestoneId: string | null, before: string | null }

/** One place up or down: past the neighbour, or over the milestone that lies between. Null at either end. */
export function neighbour(groups: readonly Group[], id: string, direction: -1 | 1): Target | null {
  const g = groups.findIndex(({ steps }) => steps.some(step => step.id === id))
  if (g < 0) return null
  const { milestone, steps } = groups[g]!
  const i = steps.findIndex(step => step.id === id)
  if (direction < 0 && i > 0) return { milestoneId: milestone?.id ?? null, before: steps[i - 1]!.id }
  if (direction > 0 && i < steps.length - 1) return { milestoneId: milestone?.id ?? null, before: steps[i + 2]?.id ?? null }
  const beyond = groups[g + direction]
  return beyond ? { milestoneId: beyond.milestone?.id ?? null, before: direction < 0 ? null : beyond.steps[0]?.id ?? null } : null
}

/** What a person is on: what they said, else what they have begun, else what is theirs, else what comes next. */
export function currentOf(steps: readonly Step[], me: string, said: string | null): Step | null {
  const open = steps.filter(({ state }) => state !== 'done')
  const mine = open.filter(({ owners }) => owners.includes(me))
  return open.find(({ id }) => id === said) ?? mine.find(({ state }) => state === 'doing') ?? mine[0] ?? open[0] ?? null
}
