import type { ChallengeText } from '../lib/challenges.js'

/** What two people, or one in two windows, wrote into the same place of a challenge since they last had the same text. */
export interface Clash { key: string, label: string, mine: string, theirs: string }
export type Side = 'mine' | 'theirs'

interface Thing { id: string }
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const words = (value: unknown): string => {
  if (value === undefined) return 'Taken out'
  if (typeof value === 'string') return value || 'Nothing'
  if (Array.isArray(value)) return value.join('\n') || 'Nothing'
  const { title, hint, url, note, day } = value as { title: string, hint?: string, url?: string, note?: string, day?: number }
  return [day === undefined ? title : `${title}, day ${day}`, hint, url, note].filter(Boolean).join('\n')
}

/** Brings two texts together that began as `base`. Where both changed the same place, `picks` says whose stays; without a pick it is a clash, and mine stays meanwhile. */
export function merge(base: ChallengeText, mine: ChallengeText, theirs: ChallengeText, picks: Readonly<Record<string, Side>> = {}): { text: ChallengeText, clashes: Clash[] } {
  const clashes: Clash[] = []

  function pick<T>(key: string, label: string, was: T, here: T, there: T): T {
    if (same(here, there) || same(was, there)) return here
    if (same(was, here)) return there
    if (!picks[key]) clashes.push({ key, label, mine: words(here), theirs: words(there) })
    return picks[key] === 'theirs' ? there : here
  }

  /** Item by item. The order is mine if I changed it, and what only the other has comes after what it stood behind there. */
  function list<T extends Thing>(name: string, was: T[], here: T[], there: T[]): T[] {
    const find = (items: T[], id: string): T | undefined => items.find(item => item.id === id)
    const kept = (items: T[], others: T[]): string[] => items.filter(({ id }) => find(others, id)).map(({ id }) => id)
    const isMoved = !same(kept(here, was), kept(was, here))
    const [first, second] = isMoved ? [here, there] : [there, here]
    const order = first.map(({ id }) => id)
    second.forEach(({ id }, i) => {
      if (order.includes(id)) return
      const before = second.slice(0, i).findLast(item => order.includes(item.id))
      order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, id)
    })
    return order.flatMap(id => {
      const [old, own, other] = [find(was, id), find(here, id), find(there, id)]
      return pick<T | undefined>(`${name} ${id}`, `${name}: ${titleOf(own ?? other ?? old)}`, old, own, other) ?? []
    })
  }

  const milestones = list('Milestone', base.milestones, mine.milestones, theirs.milestones)
  const steps = list('Step', base.steps, mine.steps, theirs.steps)
  const resources = list('Resource', base.resources, mine.resources, theirs.resources)
  const text: ChallengeText = {
    title: pick('title', 'Title', base.title, mine.title, theirs.title),
    brief: {
      client: pick('client', 'Client', base.brief.client, mine.brief.client, theirs.brief.client),
      purpose: pick('purpose', 'Purpose', base.brief.purpose, mine.brief.purpose, theirs.brief.purpose),
      audience: pick('audience', 'Audience', base.brief.audience, mine.brief.audience, theirs.brief.audience),
      criteria: pick('criteria', 'It worked when', base.brief.criteria, mine.brief.criteria, theirs.brief.criteria),
      due: null,
    },
    outside: pick('outside', 'Who outside will see it', base.outside, mine.outside, theirs.outside),
    deliverable: pick('deliverable', 'What will be made', base.deliverable, mine.deliverable, theirs.deliverable),
    milestones,
    // What one took out the other may still point to.
    steps: steps.map(step => milestones.some(({ id }) => id === step.milestoneId) ? step : { ...step, milestoneId: null }),
    resources: resources.map(resource => ({ ...resource, stepIds: resource.stepIds.filter(id => steps.some(step => step.id === id)) })),
  }
  return { text, clashes }
}

const titleOf = (item: unknown): string => (item as { title?: string } | undefined)?.title ?? ''
