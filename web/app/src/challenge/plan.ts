import type { ChallengeText, Milestone, Step } from '../lib/challenges.js'
import { legsOf as legs, neighbour, type Leg } from '../plan/way.js'

/** The way through a challenge: milestones in the order of their days, each after the steps that lead to it. Nothing here changes what it is given. */

type Way = Pick<ChallengeText, 'milestones' | 'steps'>

const byDay = (milestones: readonly Milestone[]): Milestone[] => [...milestones].sort((a, b) => a.day - b.day)

/** Each milestone with its steps; last those that lead to none. */
export const legsOf = ({ milestones, steps }: Way): Leg<Milestone, Step>[] => legs(byDay(milestones), steps)

/** A milestone goes to another place in the order. The days stay where they are: what happens on them moves. */
export function moveMilestone(milestones: readonly Milestone[], id: string, to: number): Milestone[] {
  const sorted = byDay(milestones)
  const days = sorted.map(({ day }) => day)
  const from = sorted.findIndex(milestone => milestone.id === id)
  if (from < 0) return sorted
  const [moved] = sorted.splice(from, 1)
  sorted.splice(Math.max(0, Math.min(to, sorted.length)), 0, moved!)
  return sorted.map((milestone, i) => ({ ...milestone, day: days[i]! }))
}

/** A step goes to a leg, before another step of it or to its end. */
export function placeStep(steps: readonly Step[], id: string, milestoneId: string | null, before: string | null): Step[] {
  const step = steps.find(step => step.id === id)
  if (!step || before === id) return [...steps]
  const rest = steps.filter(step => step.id !== id)
  const at = before === null ? -1 : rest.findIndex(step => step.id === before)
  rest.splice(at < 0 ? rest.length : at, 0, { ...step, milestoneId })
  return rest
}

/** A step goes one place up or down, at the end of a leg into the next one; null where there is no place. */
export function nudgeStep(way: Way, id: string, by: 1 | -1): Step[] | null {
  const target = neighbour(legsOf(way), id, by)
  return target && placeStep(way.steps, id, target.milestoneId, target.before)
}

/** Without a milestone; its steps lead to none then. */
export const withoutMilestone = (way: Way, id: string): Way => ({
  milestones: way.milestones.filter(milestone => milestone.id !== id),
  steps: way.steps.map(step => step.milestoneId === id ? { ...step, milestoneId: null } : step),
})

/** The day that a further milestone is given: a week after the last. */
export const nextDay = (milestones: readonly Milestone[], max = 730): number => Math.min(max, Math.max(0, ...milestones.map(({ day }) => day)) + 7)

/** "week 2" for day 10. The first week is that of the start. */
export const weekWords = (day: number): string => day === 0 ? 'on the day of the start' : `week ${Math.floor((day - 1) / 7) + 1}`
/** "day 10, week 2". */
export const dayWords = (day: number): string => day === 0 ? weekWords(0) : `day ${day}, ${weekWords(day)}`
