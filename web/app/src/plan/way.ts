/** The way through a challenge or a plan: milestones in their order, each after the steps that lead to it. */

interface Thing { id: string }
interface Led extends Thing { milestoneId: string | null }

/** The steps on the way to a milestone; those to none stand last. */
export interface Leg<M extends Thing, S extends Led> { milestone: M | null, steps: S[] }

export function legsOf<M extends Thing, S extends Led>(milestones: readonly M[], steps: readonly S[]): Leg<M, S>[] {
  const known = new Set(milestones.map(({ id }) => id))
  return [
    ...milestones.map(milestone => ({ milestone, steps: steps.filter(step => step.milestoneId === milestone.id) })),
    { milestone: null, steps: steps.filter(({ milestoneId }) => milestoneId === null || !known.has(milestoneId)) },
  ]
}

/** Where a step would go. */
export interface Target { milestoneId: string | null, before: string | null }

/** One place up or down: past the neighbour, or over the milestone that lies between. Null at either end. */
export function neighbour(legs: readonly Leg<Thing, Led>[], id: string, direction: -1 | 1): Target | null {
  const g = legs.findIndex(({ steps }) => steps.some(step => step.id === id))
  if (g < 0) return null
  const { milestone, steps } = legs[g]!
  const i = steps.findIndex(step => step.id === id)
  if (direction < 0 && i > 0) return { milestoneId: milestone?.id ?? null, before: steps[i - 1]!.id }
  if (direction > 0 && i < steps.length - 1) return { milestoneId: milestone?.id ?? null, before: steps[i + 2]?.id ?? null }
  const beyond = legs[g + direction]
  return beyond ? { milestoneId: beyond.milestone?.id ?? null, before: direction < 0 ? null : beyond.steps[0]?.id ?? null } : null
}
