import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AGAIN_MS, Batch, BATCH_MS } from '../src/room/heard/batch.js'
import { comings } from '../src/room/heard/comings.js'
import type { Deed, What } from '../src/room/heard/deeds.js'
import { factsOf, news } from '../src/room/heard/facts.js'
import { sentencesOf } from '../src/room/heard/sentences.js'
import { withObservers, type Present } from '../src/room/presence.svelte.js'
import type { RoomModel } from '../src/room/model.js'

const NAMES: Record<string, string> = { ada: 'Ada', ben: 'Ben', cem: 'Cem', dia: 'Dia', eva: 'Eva', me: 'you' }
const nameOf = (id: string): string => NAMES[id] ?? 'Somebody'
const deed = (what: What, by: string, of = by, title = '', to?: string): Deed => ({ what, by, of, title, ...(to ? { to } : {}) })
const said = (...deeds: Deed[]): string => sentencesOf(deeds, nameOf)

describe('sentences about what others did', () => {
  test('name few, and count many', () => {
    expect(said(deed('came', 'ada'))).toBe('Ada came.')
    expect(said(deed('came', 'ben'), deed('came', 'ada'))).toBe('Ada and Ben came.')
    expect(said(...['cem', 'ada', 'ben'].map(id => deed('came', id)))).toBe('Ada, Ben and Cem came.')
    expect(said(...['cem', 'ada', 'ben', 'dia'].map(id => deed('came', id)))).toBe('Ada and 3 others came.')
    expect(said(...Array.from({ length: 30 }, (_, i) => deed('here', `${i}`)))).toBe('Somebody and 29 others are here.')
    expect(said(deed('here', 'ada'))).toBe('Ada is here.')
  })

  test('say one thing by its title and many by their number', () => {
    expect(said(deed('stepDone', 'ben', '1', 'Ask three people'))).toBe('Ben finished the step “Ask three people”.')
    expect(said(deed('stepDone', 'ben', '1', 'Ask'), deed('stepDone', 'ben', '2', 'Write'))).toBe('Ben finished 2 steps.')
    expect(said(deed('stepDone', 'ben', '1', 'Ask'), deed('stepDone', 'ada', '2', 'Write'))).toBe('Ada and Ben finished 2 steps.')
    expect(said(deed('text', 'ben', 'a', 'Message'))).toBe('Ben changed the text under “Message”.')
    expect(said(deed('text', 'ben', 'a', ''))).toBe('Ben changed the text.')
    expect(said(deed('text', '', 'a', 'Message'))).toBe('Somebody changed the text under “Message”.')
    expect(said(deed('commented', 'ben', 't', ''))).toBe('Ben commented on the text.')
  })

  test('say all that the same people did in one', () => {
    expect(said(deed('came', 'ben'), deed('stepBegun', 'ben', '1', 'Ask'), deed('commented', 'ben', 't', 'warm')))
      .toBe('Ben came, began the step “Ask” and commented on “warm”.')
    expect(said(deed('stepGiven', 'ben', '1', 'Ask', 'me'), deed('asked', 'cem', 'q', 'Who pays?'))).toBe('Ben gave the step “Ask” to you. Cem asked “Who pays?”.')
  })

  test('name all to whom one thing was given', () => {
    expect(said(deed('stepGiven', 'dia', '1', 'Ask', 'ben'), deed('stepGiven', 'dia', '1', 'Ask', 'cem'))).toBe('Dia gave the step “Ask” to Ben and Cem.')
  })

  test('are not many, and not long', () => {
    const whats: What[] = ['came', 'text', 'stepDone', 'commented', 'asked', 'froze']
    expect(said(...whats.map((what, i) => deed(what, `${i}`, what)))).toMatch(/^(Somebody [^.]+\. ){5}And more was changed\.$/)
    expect(said(deed('asked', 'ben', 'q', 'x'.repeat(500))).length).toBeLessThan(100)
  })
})

describe('a batch', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })
  const batch = (): { heard: string[], batch: Batch } => {
    const heard: string[] = []
    return { heard, batch: new Batch(sentences => heard.push(sentences), nameOf) }
  }

  test('tells of a step that is handed on', () => {
    const { heard, batch: made } = batch()
    made.add(deed('stepTaken', 'ada', '1', 'Ask', 'ada'), deed('stepLeft', 'ada', '1', 'Ask'))
    made.add(deed('stepGiven', 'dia', '2', 'Write', 'ben'), deed('stepGiven', 'dia', '2', 'Write', 'cem'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard).toEqual(['Ada took the step “Ask” and changed who has the step “Ask”. Dia gave the step “Write” to Ben and Cem.'])
  })

  test('tells of a step that is under way after all', () => {
    const { heard, batch: made } = batch()
    made.add(deed('stepDone', 'ada', '1', 'Ask'), deed('stepBegun', 'ada', '1', 'Ask'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard).toEqual([])
  })

  test('is one announcement for all that happens in a few seconds, and none where nothing does', () => {
    const { heard, batch: made } = batch()
    for (const id of ['ada', 'ben', 'cem', 'dia']) {
      made.add(deed('came', id))
      vi.advanceTimersByTime(BATCH_MS / 8)
    }
    expect(heard).toEqual([])
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard).toEqual(['Ada and 3 others came.'])
    vi.advanceTimersByTime(100 * BATCH_MS)
    expect(heard).toHaveLength(1)
    made.add(deed('left', 'ada'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard[1]).toBe('Ada left.')
  })

  test('says nothing of what was undone before it was told', () => {
    const { heard, batch: made } = batch()
    made.add(deed('left', 'ada'), deed('came', 'ada'))
    made.add(deed('stepDone', 'ben', '1', 'Ask'), deed('stepOpened', 'cem', '1', 'Ask'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard).toEqual([])
    made.add(deed('came', 'ada'), deed('left', 'ben'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard).toEqual(['Ada came. Ben left.'])
  })

  test('tells of one who goes on writing once a minute, and at once of another place', () => {
    const { heard, batch: made } = batch()
    for (let at = 0; at < AGAIN_MS; at += 1_000) {
      made.add(deed('text', 'ben', 'message', 'Message'))
      vi.advanceTimersByTime(1_000)
    }
    expect(heard).toEqual(['Ben changed the text under “Message”.'])
    made.add(deed('text', 'ben', 'measures', 'Measures'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard[1]).toBe('Ben changed the text under “Measures”.')
    made.add(deed('text', 'ben', 'message', 'Message'))
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard[2]).toBe('Ben changed the text under “Message”.')
  })

  test('ends with its room', () => {
    const { heard, batch: made } = batch()
    made.add(deed('came', 'ada'))
    made.destroy()
    vi.advanceTimersByTime(BATCH_MS)
    expect(heard).toEqual([])
  })
})

const person = (id: string, more: Partial<Present> = {}): Present => ({ id, name: nameOf(id), colour: 0, right: 'edit', isMe: false, writes: false, step: null, watches: false, since: null, ...more })

describe('who is here', () => {
  test('is told as here at first, then as coming, observing and leaving', () => {
    expect(said(...comings([], [person('ada'), person('ben')], true))).toBe('Ada and Ben are here.')
    expect(said(...comings([person('ada')], [person('ben'), person('cem', { watches: true })], false))).toBe('Ben came. Cem began to observe. Ada left.')
    expect(said(...comings([person('ada')], [person('ada', { watches: true })], false))).toBe('Ada began to observe.')
    expect(comings([person('ada')], [person('ada', { writes: true })], false)).toEqual([])
  })

  test('has those who watch from the room’s record, whatever they say on the line', () => {
    const people = new Map([['cem', { name: 'Cem', colour: 4, right: 'edit' as const }]])
    expect(withObservers([person('ada')], [{ by: 'cem', since: 7 }], people, 'ada')).toEqual([person('ada'), person('cem', { colour: 4, watches: true, since: 7 })])
    expect(withObservers([person('cem', { writes: true })], [{ by: 'cem', since: 7 }], people, 'ada')).toEqual([person('cem', { writes: true, watches: true, since: 7 })])
    expect(withObservers([person('ada')], [], people, 'ada')).toEqual([person('ada')])
  })
})

describe('what a room keeps', () => {
  const room = (more: Partial<RoomModel>): RoomModel => ({ threads: [], resources: [], pulls: [], questions: [], snapshots: [], sessions: [], decisions: [], meetings: [], submissions: [], ...more }) as unknown as RoomModel
  const since = (before: Partial<RoomModel>, after: Partial<RoomModel>): string => said(...news(factsOf(room(before)), factsOf(room(after)), 'me'))
  const comment = (id: string, by: string) => ({ id, by, at: 1, text: 'Words' })
  const thread = (more: object) => ({ id: 't', by: 'ben', quote: 'warm', resolved: false, resolvedBy: null, comments: [comment('t', 'ben')], ...more }) as never
  const question = (more: object) => ({ id: 'q', by: 'ben', text: 'Who pays?', closedBy: null, closedAt: null, answers: [], released: {}, ...more }) as never

  test('tells of comments, replies and resolving by others', () => {
    expect(since({}, { threads: [thread({})] })).toBe('Ben commented on “warm”.')
    expect(since({ threads: [thread({})] }, { threads: [thread({ comments: [comment('t', 'ben'), comment('r', 'cem'), comment('own', 'me')] })] })).toBe('Cem replied to a comment on “warm”.')
    expect(since({ threads: [thread({})] }, { threads: [thread({ resolved: true, resolvedBy: 'cem' })] })).toBe('Cem resolved a comment on “warm”.')
    expect(since({ threads: [thread({})] }, { threads: [thread({ resolved: true, resolvedBy: 'me' })] })).toBe('')
    expect(since({ threads: [thread({})] }, { threads: [thread({})] })).toBe('')
  })

  test('tells of resources, questions and answers by others', () => {
    expect(since({}, { resources: [{ id: 'r', by: 'ben', title: 'Guide' } as never] })).toBe('Ben added the resource “Guide”.')
    expect(since({}, { questions: [question({})] })).toBe('Ben asked “Who pays?”.')
    expect(since({ questions: [question({})] }, { questions: [question({ answers: [comment('a', 'cem'), comment('b', 'me')] })] })).toBe('Cem answered the question “Who pays?”.')
    expect(since({}, { resources: [{ id: 'r', by: 'me', title: 'Guide' } as never] })).toBe('')
  })
})
