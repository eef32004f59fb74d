import * as Y from 'yjs'
import type { Awareness } from 'y-protocols/awareness'
import { othersOf, UNKNOWN, whoseIs, type Somebody } from '../lib/somebody.js'
import type { Deed, What } from '../room/heard/deeds.js'
import { readPlan, type Step } from './plan.js'

/** Tells what others do to the plan, until the function it returns is called. */
export function watchDone(doc: Y.Doc, awareness: Awareness, me: string, tell: (deeds: Deed[]) => void): () => void {
  const plan = doc.getMap('plan')
  let before = readPlan(doc)
  const look = (_: unknown, transaction: Y.Transaction): void => {
    const after = readPlan(doc)
    const found = transaction.local ? [] : done(before, after, (id, key, owner) => {
      const client = clientOf(plan, id, key, owner)
      // What is gone does not say whose hand took it away.
      const others = othersOf(transaction, awareness, me)
      return client === null ? others.length === 1 ? others[0]! : others.length === 0 ? null : UNKNOWN : whoseIs(client, awareness)
    })
    before = after
    const others = found.filter(({ by }) => by !== me)
    if (others.length > 0) tell(others)
  }
  plan.observeDeep(look)
  return () => plan.unobserveDeep(look)
}

/** What happened between two readings of a plan. `hand` says whose it was, by what they wrote; null is one's own. */
export function done(before: readonly Step[], after: readonly Step[], hand: (id: string, key: keyof Step | null, owner?: string) => Somebody | null): Deed[] {
  const deeds: Deed[] = []
  const add = (what: What, { id, title }: Step, by: Somebody | null, to?: string): void => {
    if (by) deeds.push({ what, by: by.id, name: by.name, of: id, title, ...(to ? { to } : {}) })
  }
  const old = new Map(before.map(step => [step.id, step]))
  for (const step of after) {
    const was = old.get(step.id)
    old.delete(step.id)
    if (!was) {
      add('stepAdded', step, hand(step.id, null))
      continue
    }
    if (was.title !== step.title) add('stepRenamed', step, hand(step.id, 'title'))
    if (was.state !== step.state) add(step.state === 'done' ? 'stepDone' : step.state === 'doing' ? 'stepBegun' : 'stepOpened', step, hand(step.id, 'state'))
    for (const owner of step.owners.filter(id => !was.owners.includes(id))) {
      const by = hand(step.id, 'owners', owner)
      add(by?.id === owner ? 'stepTaken' : 'stepGiven', step, by, owner)
    }
    if (was.owners.some(id => !step.owners.includes(id))) add('stepLeft', step, hand(step.id, 'owners', ''))
  }
  for (const gone of old.values()) add('stepRemoved', gone, hand(gone.id, null))
  return deeds
}

/** Under which client id something of a step was written last; null where it is not there any more. */
function clientOf(plan: Y.Map<unknown>, id: string, key: string | null, owner?: string): number | null {
  const map = plan.get(id)
  const owners = map instanceof Y.Map ? map.get('owners') : null
  const item = owner !== undefined ? owners instanceof Y.Map ? owners._map.get(owner) : undefined
    : key !== null ? map instanceof Y.Map ? map._map.get(key) : undefined : plan._map.get(id)
  return item && !item.deleted ? item.id.client : null
}
