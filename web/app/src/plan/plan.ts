import * as Y from 'yjs'
import { cut, isId } from '../lib/text.js'
import { dayOf } from '../editor/blocks/dates.js'

/** The plan of a workspace, in the shape of docs/protocols.md: written live by everybody, so nothing in it is taken for granted. */

export const STATES = ['todo', 'doing', 'done'] as const
export type StepState = typeof STATES[number]

export interface Step {
  id: string
  title: string
  hint: string
  milestoneId: string | null
  order: number
  state: StepState
  due: string | null
  owners: string[]
}

export const STEPS_MAX = 200
export const TITLE_MAX = 200
const HINT_MAX = 1_000
const OWNERS_MAX = 50

const planOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('plan')

/** The steps in their order. */
export function readPlan(doc: Y.Doc): Step[] {
  const steps: Step[] = []
  for (const [id, value] of planOf(doc)) {
    const step = stepOf(id, value)
    if (step) steps.push(step)
    if (steps.length === STEPS_MAX) break
  }
  return steps.sort(byOrder)
}

export const byOrder = (a: Step, b: Step): number => a.order - b.order || (a.id < b.id ? -1 : 1)

function stepOf(id: string, value: unknown): Step | null {
  if (!isId(id) || !(value instanceof Y.Map)) return null
  const title: unknown = value.get('title'), order: unknown = value.get('order'), hint: unknown = value.get('hint'), milestoneId: unknown = value.get('milestoneId')
  if (typeof title !== 'string') return null
  return {
    id,
    title: cut(title.trim(), TITLE_MAX),
    hint: typeof hint === 'string' ? cut(hint.trim(), HINT_MAX) : '',
    milestoneId: typeof milestoneId === 'string' && isId(milestoneId) ? milestoneId : null,
    order: typeof order === 'number' && Number.isFinite(order) ? order : 0,
    state: stateOf(value.get('state')),
    due: dayOf(value.get('due')),
    owners: ownersOf(value.get('owners')),
  }
}

const stateOf = (value: unknown): StepState => value === 'doing' || value === 'done' ? value : 'todo'
const ownersOf = (value: unknown): string[] => value instanceof Y.Map ? [...value].filter(([id, owns]) => owns === true && isId(id)).map(([id]) => id).slice(0, OWNERS_MAX).sort() : []

/** Tells whether something changed, until the function it returns is called. */
export function watchPlan(doc: Y.Doc, tell: () => void): () => void {
  const plan = planOf(doc)
  plan.observeDeep(tell)
  return () => plan.unobserveDeep(tell)
}

/** Adds a step at the end; false where there are as many as there may be. */
export function addStep(doc: Y.Doc, id: string, title: string, milestoneId: string | null): boolean {
  const steps = readPlan(doc)
  const words = cut(title.trim(), TITLE_MAX)
  if (words === '' || steps.length >= STEPS_MAX || planOf(doc).has(id)) return false
  doc.transact(() => write(doc, { id, title: words, hint: '', milestoneId, order: place(doc, steps, null), state: 'todo', due: null, owners: [] }))
  return true
}

/** Puts a step that was taken away back as it was. */
export function restoreStep(doc: Y.Doc, step: Step): void {
  if (!planOf(doc).has(step.id)) write(doc, step)
}

/** Takes a step away and gives what it was. */
export function removeStep(doc: Y.Doc, id: string): Step | null {
  const step = stepOf(id, planOf(doc).get(id))
  if (step) planOf(doc).delete(id)
  return step
}

/** False where the step is no longer there. */
export function setStep(doc: Y.Doc, id: string, change: Partial<Pick<Step, 'title' | 'state' | 'due'>>): boolean {
  const map = planOf(doc).get(id)
  if (!(map instanceof Y.Map)) return false
  doc.transact(() => {
    for (const [key, value] of Object.entries(change)) {
      const next = key === 'title' ? cut(String(value).trim(), TITLE_MAX) : value
      if (next !== '' && map.get(key) !== next) map.set(key, next)
    }
  })
  return true
}

/** Gives a step to somebody, beside others who have it, or takes it from them. */
export function setOwner(doc: Y.Doc, id: string, person: string, owns: boolean): void {
  const map = planOf(doc).get(id)
  if (!(map instanceof Y.Map)) return
  doc.transact(() => {
    if (!(map.get('owners') instanceof Y.Map)) map.set('owners', new Y.Map())
    const owners = map.get('owners') as Y.Map<unknown>
    if (owns) owners.set(person, true)
    else owners.delete(person)
  })
}

/** Gives a step to a milestone and puts it before another step, or behind all. */
export function moveStep(doc: Y.Doc, id: string, milestoneId: string | null, before: string | null): void {
  const map = planOf(doc).get(id)
  if (!(map instanceof Y.Map) || id === before) return
  const others = readPlan(doc).filter(step => step.id !== id)
  doc.transact(() => {
    map.set('order', place(doc, others, before))
    if (stepOf(id, map)?.milestoneId !== milestoneId) map.set('milestoneId', milestoneId)
  })
}

function write(doc: Y.Doc, step: Step): void {
  const map = new Y.Map<unknown>(Object.entries({ title: step.title, hint: step.hint, milestoneId: step.milestoneId, order: step.order, state: step.state, due: step.due }))
  map.set('owners', new Y.Map(step.owners.map(owner => [owner, true])))
  planOf(doc).set(step.id, map)
}

/** A number that stands before a step, or behind all. Where there is none, all of them get new ones first. */
function place(doc: Y.Doc, steps: readonly Step[], before: string | null): number {
  const found = before === null ? -1 : steps.findIndex(step => step.id === before)
  const at = found < 0 ? steps.length : found
  const last = steps[at - 1]?.order, next = steps[at]?.order
  const order = last === undefined ? Math.ceil(next ?? 2) - 1 : next === undefined ? Math.floor(last) + 1 : (last + next) / 2
  if ((last ?? -Infinity) < order && order < (next ?? Infinity) && Math.abs(order) < Number.MAX_SAFE_INTEGER) return order
  steps.forEach((step, i) => (planOf(doc).get(step.id) as Y.Map<unknown>).set('order', i + 1))
  return at + 0.5
}
