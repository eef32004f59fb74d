import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Milestone } from '../src/room/model.js'
import { currentOf, groupsOf } from '../src/plan/groups.js'
import { addStep, moveStep, readPlan, removeStep, restoreStep, setOwner, setStep, watchPlan, type Step } from '../src/plan/plan.js'
import { neighbour } from '../src/plan/way.js'

declare const process: { env: { SEED?: string } }

const plan = (...titles: string[]): Y.Doc => {
  const doc = new Y.Doc()
  for (const title of titles) addStep(doc, title, title, null)
  return doc
}
const copy = (doc: Y.Doc): Y.Doc => {
  const made = new Y.Doc()
  Y.applyUpdate(made, Y.encodeStateAsUpdate(doc))
  return made
}
const meet = (...docs: Y.Doc[]): void => { for (const from of docs) for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from)) }
const titles = (doc: Y.Doc): string => readPlan(doc).map(({ title }) => title).join(' ')

describe('a plan', () => {
  test('has its steps in their order, each with what was said of it', () => {
    const doc = plan('a', 'b')
    setStep(doc, 'a', { title: ' Ask ten commuters ', state: 'doing', due: '2026-11-30' })
    setOwner(doc, 'a', 'bea', true)
    setOwner(doc, 'a', 'ada', true)
    expect(readPlan(doc)[0]).toEqual({ id: 'a', title: 'Ask ten commuters', hint: '', milestoneId: null, order: 1, state: 'doing', due: '2026-11-30', owners: ['ada', 'bea'] })
    setOwner(doc, 'a', 'ada', false)
    expect(readPlan(doc)[0]!.owners).toEqual(['bea'])
    expect(setStep(doc, 'none', { state: 'done' })).toBe(false)
  })

  test('moves a step before another and behind all', () => {
    const doc = plan('a', 'b', 'c')
    moveStep(doc, 'c', null, 'a')
    expect(titles(doc)).toBe('c a b')
    moveStep(doc, 'c', null, 'b')
    expect(titles(doc)).toBe('a c b')
    moveStep(doc, 'a', null, null)
    expect(titles(doc)).toBe('c b a')
  })

  test('goes on moving where no number lies between two', () => {
    const doc = plan('a', 'b', 'c')
    for (let i = 0; i < 300; i++) moveStep(doc, i % 2 === 0 ? 'c' : 'b', null, i % 2 === 0 ? 'b' : 'c')
    expect(titles(doc)).toBe('a b c')
    for (const { id } of readPlan(doc)) (doc.getMap('plan').get(id) as Y.Map<unknown>).set('order', 1)
    moveStep(doc, 'c', null, 'b')
    expect(titles(doc)).toBe('a c b')
  })

  test('has a removed step back as it was', () => {
    const doc = plan('a', 'b')
    setOwner(doc, 'a', 'ada', true)
    const before = readPlan(doc)
    const gone = removeStep(doc, 'a')!
    expect(titles(doc)).toBe('b')
    expect(removeStep(doc, 'a')).toBeNull()
    restoreStep(doc, gone)
    restoreStep(doc, { ...gone, title: 'again' })
    expect(readPlan(doc)).toEqual(before)
  })

  test('takes no empty step, none twice, and not more than there may be', () => {
    const doc = plan('a')
    expect([addStep(doc, 'x', '  ', null), addStep(doc, 'a', 'again', null)]).toEqual([false, false])
    for (let i = 0; i < 199; i++) expect(addStep(doc, `s${i}`, 'step', null)).toBe(true)
    expect(addStep(doc, 'more', 'step', null)).toBe(false)
    setStep(doc, 'a', { title: '   ' })
    expect(readPlan(doc).find(({ id }) => id === 'a')!.title).toBe('a')
  })

  test('tells of each change until it is no longer asked', () => {
    const doc = plan('a')
    let told = 0
    const end = watchPlan(doc, () => { told++ })
    setStep(doc, 'a', { state: 'done' })
    setStep(doc, 'a', { state: 'done' })
    setOwner(doc, 'a', 'ada', true)
    end()
    setStep(doc, 'a', { state: 'todo' })
    expect(told).toBe(2)
  })
})

describe('a plan that two write at once', () => {
  test('has the steps, owners and moves of both', () => {
    const ada = plan('a', 'b', 'c'), bea = copy(ada)
    addStep(ada, 'd', 'd', null)
    addStep(bea, 'e', 'e', null)
    setOwner(ada, 'a', 'ada', true)
    setOwner(bea, 'a', 'bea', true)
    setStep(ada, 'b', { title: 'B' })
    setStep(bea, 'b', { state: 'done' })
    moveStep(ada, 'c', null, 'a')
    moveStep(bea, 'a', null, null)
    meet(ada, bea)
    expect(readPlan(ada)).toEqual(readPlan(bea))
    expect(readPlan(ada).map(({ id }) => id).sort().join('')).toBe('abcde')
    expect(readPlan(ada).find(({ id }) => id === 'a')!.owners).toEqual(['ada', 'bea'])
    expect(readPlan(ada).find(({ id }) => id === 'b')).toMatchObject({ title: 'B', state: 'done' })
  })

  test('has no step that one removed while the other wrote in it', () => {
    const ada = plan('a', 'b'), bea = copy(ada)
    removeStep(ada, 'a')
    setStep(bea, 'a', { state: 'doing' })
    moveStep(bea, 'a', null, null)
    meet(ada, bea)
    expect([titles(ada), titles(bea)]).toEqual(['b', 'b'])
  })

  test('is the same for both whatever they do, in whatever order it arrives', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    console.info(`plan: seed ${seed}`)
    let state = seed
    const next = (n: number): number => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return Math.floor(state / 2 ** 32 * n) }
    const docs = [plan('a', 'b', 'c')]
    docs.push(copy(docs[0]!), copy(docs[0]!))
    for (let i = 0; i < 300; i++) {
      const doc = docs[next(3)]!
      const steps = readPlan(doc)
      const any = (): string => steps[next(steps.length)]?.id ?? 'none'
      const act = [() => addStep(doc, `s${i}`, `${i}`, null), () => moveStep(doc, any(), null, any()), () => moveStep(doc, any(), 'm1', null), () => removeStep(doc, any()), () => setOwner(doc, any(), `p${next(3)}`, next(2) === 0), () => setStep(doc, any(), { state: 'doing' })]
      act[next(act.length)]!()
      if (next(10) === 0) { const [from, to] = [docs[next(3)]!, docs[next(3)]!]; Y.applyUpdate(to, Y.encodeStateAsUpdate(from)) }
    }
    meet(...docs)
    expect(readPlan(docs[1]!), `SEED=${seed}`).toEqual(readPlan(docs[0]!))
    expect(readPlan(docs[2]!), `SEED=${seed}`).toEqual(readPlan(docs[0]!))
  })
})

test('what others put into a plan that is no step is not shown, and odd values are as if they were not there', () => {
  const doc = new Y.Doc(), map = doc.getMap('plan')
  for (const [key, value] of Object.entries({ a: 'text', b: 5, c: null, d: { title: 'plain' }, 'no id': new Y.Map([['title', 'x']]), '..': new Y.Map([['title', 'x']]), e: new Y.Map(), f: new Y.Array(), g: new Y.Map([['title', new Y.Text('shared')]]) })) map.set(key, value)
  map.set('kept', new Y.Map(Object.entries({ title: 'x'.repeat(500), hint: 5, milestoneId: '../m', order: NaN, state: 'finished', due: '2026-02-30', owners: new Y.Map([['ada', 'true'], ['bea', true], ['no id', true]] as [string, unknown][]) })))
  expect(readPlan(doc)).toEqual([{ id: 'kept', title: 'x'.repeat(200), hint: '', milestoneId: null, order: 0, state: 'todo', due: null, owners: ['bea'] }])
  setOwner(doc, 'a', 'ada', true)
  moveStep(doc, 'a', null, null)
  expect(map.get('a')).toBe('text')
  const bare = new Y.Map<unknown>([['title', 'bare'], ['owners', 'ada']])
  map.set('bare', bare)
  setOwner(doc, 'bare', 'ada', true)
  expect(readPlan(doc).find(({ id }) => id === 'bare')!.owners).toEqual(['ada'])
})

describe('milestones', () => {
  const step = (id: string, milestoneId: string | null, more: Partial<Step> = {}): Step => ({ id, title: id, hint: '', milestoneId, order: 1, state: 'todo', due: null, owners: [], ...more })
  const milestones: Milestone[] = [{ id: 'm2', title: 'Launch', date: '2026-12-10', protocol: null }, { id: 'm1', title: 'First draft', date: '2026-12-01', protocol: 'kind' }]
  const steps = [step('a', 'm1'), step('b', 'm1'), step('c', 'gone'), step('d', null)]

  test('stand by their dates, each behind its steps; steps to none of them come last', () => {
    expect(groupsOf(steps, milestones).map(({ milestone, steps }) => `${milestone?.id ?? '-'}: ${steps.map(({ id }) => id).join('')}`)).toEqual(['m1: ab', 'm2: ', '-: cd'])
    expect(groupsOf(steps, [])).toHaveLength(1)
  })

  test('are what a step goes over, one place at a time', () => {
    const groups = groupsOf(steps, milestones)
    expect(neighbour(groups, 'a', -1)).toBeNull()
    expect(neighbour(groups, 'a', 1)).toEqual({ milestoneId: 'm1', before: null })
    expect(neighbour(groups, 'b', -1)).toEqual({ milestoneId: 'm1', before: 'a' })
    expect(neighbour(groups, 'b', 1)).toEqual({ milestoneId: 'm2', before: null })
    expect(neighbour(groups, 'c', -1)).toEqual({ milestoneId: 'm2', before: null })
    expect(neighbour(groups, 'd', 1)).toBeNull()
    expect(neighbour(groups, 'none', 1)).toBeNull()
  })

  test('or not, a person is on what they said, began, own, or on what comes next', () => {
    const all = [step('a', null, { state: 'done', owners: ['ada'] }), step('b', null), step('c', null, { owners: ['ada'] }), step('d', null, { owners: ['ada'], state: 'doing' })]
    expect(['b', 'a', null].map(said => currentOf(all, 'ada', said)?.id)).toEqual(['b', 'd', 'd'])
    expect(currentOf(all.slice(0, 3), 'ada', null)?.id).toBe('c')
    expect(currentOf(all, 'bea', null)?.id).toBe('b')
    expect(currentOf([], 'ada', null)).toBeNull()
  })
})
