import { Awareness } from 'y-protocols/awareness'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { watchDone } from '../src/plan/done.js'
import { addStep, moveStep, removeStep, setOwner, setStep } from '../src/plan/plan.js'
import { sentencesOf } from '../src/room/heard/sentences.js'

const NAMES: Record<string, string> = { me: 'you', ben: 'Ben', cem: 'Cem' }

/** Mine, and others' documents that are known to be theirs. */
function plan(...others: string[]) {
  const mine = new Y.Doc()
  const awareness = new Awareness(mine)
  ends.push(() => awareness.destroy())
  awareness.setLocalState({ user: { id: 'me', name: 'Me' } })
  const docs = others.map(id => {
    const doc = new Y.Doc()
    awareness.states.set(doc.clientID, { user: { id, name: NAMES[id] ?? 'Me' } })
    return doc
  })
  addStep(mine, 'ask', 'Ask', null)
  addStep(mine, 'write', 'Write', null)
  let heard: string[] = []
  watchDone(mine, awareness, 'me', deeds => heard.push(sentencesOf(deeds, id => NAMES[id] ?? 'Somebody')))
  const meet = (): string[] => {
    for (const doc of docs) Y.applyUpdate(mine, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(mine)))
    for (const doc of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine))
    const now = heard
    heard = []
    return now
  }
  meet()
  return { mine, docs, meet, awareness }
}
const ends: (() => void)[] = []
afterEach(() => ends.splice(0).forEach(end => end()))

describe('what others do to the plan', () => {
  test('is told by what it is and whose hand it was', () => {
    const { docs: [bens, cems], meet } = plan('ben', 'cem')
    addStep(bens!, 'post', 'Post it', null)
    expect(meet()).toEqual(['Ben added the step “Post it”.'])
    setStep(cems!, 'ask', { state: 'doing' })
    expect(meet()).toEqual(['Cem began the step “Ask”.'])
    setStep(cems!, 'ask', { state: 'done' })
    expect(meet()).toEqual(['Cem finished the step “Ask”.'])
    setStep(bens!, 'ask', { state: 'todo' })
    expect(meet()).toEqual(['Ben opened the step “Ask” again.'])
    setOwner(bens!, 'ask', 'ben', true)
    expect(meet()).toEqual(['Ben took the step “Ask”.'])
    setOwner(cems!, 'ask', 'me', true)
    expect(meet()).toEqual(['Cem gave the step “Ask” to you.'])
    setStep(bens!, 'ask', { title: 'Ask ten' })
    expect(meet()).toEqual(['Ben renamed a step to “Ask ten”.'])
    removeStep(bens!, 'write')
    expect(meet()).toEqual(['Somebody removed the step “Write”.'])
  })

  test('in one update is each told of its own', () => {
    const { mine, docs: [bens, cems], meet } = plan('ben', 'cem')
    setStep(bens!, 'ask', { state: 'done' })
    setStep(cems!, 'write', { state: 'doing' })
    Y.applyUpdate(bens!, Y.encodeStateAsUpdate(cems!))
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(bens!))
    expect(meet()).toEqual(['Cem began the step “Write”. Ben finished the step “Ask”.'])
  })

  test('is not one’s own, here or in another window, nor what moves alone', () => {
    const { mine, docs: [again], meet } = plan('me')
    setStep(mine, 'ask', { state: 'done' })
    setStep(again!, 'write', { state: 'done' })
    setOwner(again!, 'write', 'cem', true)
    moveStep(again!, 'write', null, 'ask')
    removeStep(again!, 'ask')
    expect(meet()).toEqual([])
  })
})
