import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeDatabase } from '../src/database.js'
import { LocalStore } from '../src/local-store.js'
import { FakeServer, NAME } from './fake-server.js'
import { copied, kept, kill, newBrowser, storeOf, untilCopied, untilKept } from './store-support.js'
import { open, state, until } from './support.js'

beforeEach(newBrowser)
afterEach(() => { vi.unstubAllGlobals(); vi.restoreAllMocks() })

describe('edits that are not saved', () => {
  test('of a closed tab are pushed by the next one', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const before = open(server, { person: 'ada' })
    before.text.insert(0, 'written offline')
    await untilKept(1)
    expect(before.provider.isKept).toBe(true)
    kill(server, before)

    const after = open(server, { person: 'ada' })
    await after.provider.loaded
    expect(after.text.toString()).toBe('written offline')
    await state(after, 'saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe('written offline')
    expect(server.received.map(({ method }) => method)).toEqual(['Push'])
    await untilKept(0)
  })

  test('are never seen nor sent by a second person at the same browser', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const ada = open(server, { person: 'ada' })
    ada.text.insert(0, 'private')
    await untilKept(1)
    kill(server, ada)

    const bea = open(server, { person: 'bea' })
    await state(bea, 'saved')
    expect([bea.text.toString(), server.document(NAME).text(), await kept('ada'), await copied('bea')]).toEqual(['', '', 1, ''])
  })

  test('of two tabs at once are each kept, and each is dropped when it is saved', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const one = open(server, { person: 'ada' })
    one.text.insert(0, 'one ')
    await untilKept(1)
    const two = open(server, { person: 'ada' })
    await two.provider.loaded
    expect(two.text.toString()).toBe('one ')
    two.text.insert(4, 'two ')
    await untilKept(2)
    server.mend()
    await Promise.all([state(one, 'saved'), state(two, 'saved')])
    await until(() => one.text.toString() === 'one two ', 'both have both')
    await untilKept(0)
  })

  test('that a tab went on with are not dropped by another tab, which saved a part of them', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const one = open(server, { person: 'ada', retryMs: 60_000, retryMsMax: 60_000 })
    one.text.insert(0, 'part')
    await untilKept(1)
    server.mend()
    server.saves = false
    const two = open(server, { person: 'ada' })
    await until(() => server.received.length === 1, 'the second tab pushes what it found')
    one.text.insert(4, ' and the rest')
    await vi.waitFor(async () => expect((await storeOf('ada').load()).edits[0]!.update.byteLength).toBeGreaterThan(30), { interval: 5 })
    server.save()
    await state(two, 'saved')
    await closeDatabase()
    expect(await kept()).toBe(1)
    kill(server, one)
    server.saves = true
    const three = open(server, { person: 'ada' })
    await state(three, 'saved')
    expect(server.document(NAME).text()).toBe('part and the rest')
  })

  test('of a day offline are few rows and few messages', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const ada = open(server, { person: 'ada' })
    for (let i = 0; i < 3_000; i++) {
      ada.text.insert(ada.text.length, 'x')
      ;(ada.provider as unknown as { flush(): void }).flush()
    }
    await until(() => ada.provider.unsyncedChanges < 10, 'they are merged')
    server.mend()
    await state(ada, 'saved')
    expect(server.received.length).toBeLessThan(10)
    expect(server.document(NAME).text().length).toBe(3_000)
    await untilKept(0)
  })

  test('are pushed again when the tab died between push and saved, and are there once', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'once')
    await untilKept(1)
    server.document(NAME).sessions.clear()
    server.save()
    kill(server, ada)
    server.saves = true
    const after = open(server, { person: 'ada' })
    await state(after, 'saved')
    expect(after.text.toString()).toBe('once')
    await untilKept(0)
  })
})

describe('a refused write', () => {
  test('does not come back with the next load, and is set aside with its words', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    await state(ada, 'saved')
    server.refuses = { code: 'no-right', message: 'no' }
    ada.text.insert(0, 'an hour of work')
    const told = await new Promise(resolve => { ada.provider.on('refused', resolve) })
    expect(await kept()).toBe(0)
    server.refuses = null
    ada.provider.destroy()

    const again = open(server, { person: 'ada' })
    await state(again, 'saved')
    expect(again.text.toString()).toBe('')
    const [refused] = await again.provider.refusedEdits()
    expect(refused).toMatchObject({ ...told as object, words: 'an hour of work' })
    await again.provider.forgetRefused(refused!.id)
    expect(await again.provider.refusedEdits()).toEqual([])
  })

  test('keeps only as many as the limit says, the newest', async () => {
    const store = new LocalStore(`ada ${NAME}`, { refusedMax: 3 })
    for (let i = 0; i < 5; i++) await store.setAside([], { code: 'no-right', message: '', at: i, words: `words ${i}`, update: new Uint8Array([0, 0]) })
    expect((await store.refused()).map(({ words }) => words)).toEqual(['words 2', 'words 3', 'words 4'])
  })

  test('leaves what was sent before it in the store until that is saved', async () => {
    const server = new FakeServer()
    server.saves = false
    const ada = open(server, { person: 'ada' })
    await state(ada, 'saved')
    ada.text.insert(0, 'taken ')
    await untilKept(1)
    server.refuses = { code: 'document-full', message: 'full' }
    ada.text.insert(6, 'refused')
    await new Promise(resolve => { ada.provider.on('refused', resolve) })
    expect(await kept()).toBe(1)
    // The server dies before it has written what it took.
    server.refuses = null
    server.saves = true
    server.restart()
    const again = open(server, { person: 'ada' })
    await state(again, 'saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe('taken ')
  })
})

describe('the copy', () => {
  test('is there before the line', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada', copyMs: 1 })
    ada.text.insert(0, 'as it was')
    await state(ada, 'saved')
    await untilCopied('as it was')
    ada.provider.destroy()
    server.cut()
    const offline = open(server, { person: 'ada' })
    await offline.provider.loaded
    expect(offline.text.toString()).toBe('as it was')
    await state(offline, 'offline')
    expect(offline.provider.unsyncedChanges).toBe(0)
  })

  test('is made by a reader too, who changes nothing', async () => {
    const server = new FakeServer()
    const ada = open(server)
    ada.text.insert(0, 'as it was')
    await state(ada, 'saved')
    server.right = 'observe'
    await state(open(server, { person: 'ada', copyMs: 1 }), 'saved')
    await untilCopied('as it was')
  })

  test('does not grow with loads that change nothing', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada', copyMs: 1 })
    ada.text.insert(0, 'as it was')
    await state(ada, 'saved')
    await untilCopied('as it was')
    const { copy } = await storeOf('ada').load()
    for (let i = 0; i < 10; i++) {
      const again = open(server, { person: 'ada', copyMs: 1 })
      await state(again, 'saved')
      again.provider.destroy()
    }
    expect(await storeOf('ada').load()).toEqual({ copy, edits: [] })
  })

  test('of two tabs that know different things holds both', async () => {
    const store = storeOf('ada')
    const [one, two] = [1, 2].map(clientID => {
      const doc = Object.assign(new Y.Doc(), { clientID })
      doc.getText('t').insert(0, `${clientID}`)
      return doc
    })
    for (const doc of [one!, two!, one!]) await store.keepCopy(Y.encodeStateAsUpdate(doc), Y.encodeStateVector(doc))
    expect([...await copied()].sort().join('')).toBe('12')
  })

  test('goes where the right is withdrawn, and stays where the server is only ill', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada', copyMs: 1 })
    ada.text.insert(0, 'secret')
    await untilCopied('secret')
    server.tell('Closed', NAME, 'document-damaged', 'damaged')
    expect(await copied()).toBe('secret')
    ada.provider.connect()
    await state(ada, 'saved')
    server.tell('Closed', NAME, 'no-right', 'removed')
    await untilCopied('')
    ada.text.insert(0, 'more ')
    await untilKept(1)
    expect(await copied()).toBe('')
  })

  test('of the documents used longest ago goes when there are too many, and one that is too large is not made', async () => {
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'x'.repeat(100))
    const keep = async (name: string, limits: object): Promise<void> => { await new LocalStore(name, limits).keepCopy(Y.encodeStateAsUpdate(doc), Y.encodeStateVector(doc)) }
    const now = vi.spyOn(Date, 'now')
    for (const [at, name] of ['a', 'b', 'c', 'a', 'd'].entries()) {
      now.mockReturnValue(at)
      await keep(name, { copiesMax: 3 })
    }
    await keep('e', { copyBytesMax: 50 })
    const there = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async name => (await new LocalStore(name).load()).copy !== null))
    expect(there).toEqual([true, false, true, true, false])
  })
})
