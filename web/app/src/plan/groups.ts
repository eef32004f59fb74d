import type { Milestone } from '../room/model.js'
import type { Step } from './plan.js'
import { legsOf, type Leg } from './way.js'

/** Milestones in the order of their dates, each with its steps. Without milestones there is one group. */
export const groupsOf = (steps: readonly Step[], milestones: readonly Milestone[]): Leg<Milestone, Step>[] =>
  legsOf([...milestones].sort((a, b) => a.date < b.date ? -1 : a.date > b.date ? 1 : 0), steps)

/** What a person is on: what they said, else what they have begun, else what is theirs, else what comes next. */
export function currentOf(steps: readonly Step[], me: string, said: string | null): Step | null {
  const open = steps.filter(({ state }) => state !== 'done')
  const mine = open.filter(({ owners }) => owners.includes(me))
  return open.find(({ id }) => id === said) ?? mine.find(({ state }) => state === 'doing') ?? mine[0] ?? open[0] ?? null
}
