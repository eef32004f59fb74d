import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeDatabase } from '../src/database.js'
import { LocalStore } from '../src/local-store.js'
import { FakeServer, NAME } from './fake-server.js'
import { open, over, state, until, type Client } from './support.js'

const storeOf = (person: string): LocalStore => new LocalStore(`${person} ${NAME}`)
const kept = async (person = 'ada'): Promise<number> => (await storeOf(person).load()).edits.length
const copied = async (person = 'ada'): Promise<string> => {
  const { copy } = await storeOf(person).load()
  const doc = new Y.Doc()
  if (copy) Y.applyUpdate(doc, copy)
  return doc.getText('t').toString()
}

const untilKept = async (count: number, person = 'ada'): Promise<void> => {
  await vi.waitFor(async () => { if (await kept(person) !== count) throw new Error(`${count} edits are not kept`) }, { timeout: 4_000, interval: 5 })
}
const untilCopied = async (text: string): Promise<void> => {
  await vi.waitFor(async () => { if (await copied() !== text) throw new Error(`the copy is not ${text}`) }, { timeout: 4_000, interval: 5 })
}

/** A tab that is closed without a word. */
const kill = (server: FakeServer, client: Client): void => {
  client.provider.connection.hurry = () => undefined
  server.cut(server.lines.filter(line => line.isOpen))
  server.mend()
  client.provider.disconnect()
}

const errorsOf = (client: Client): unknown[] => {
  const errors: unknown[] = []
  client.provider.on('store-error', error => errors.push(error))
  return errors
}

beforeEach(async () => {
  await closeDatabase()
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})
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

describe('a browser', () => {
  test('without a database is no hindrance, and is said to keep nothing', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    expect([server.document(NAME).text(), ada.provider.isKept, await ada.provider.refusedEdits()]).toEqual(['x', false, []])
  })

  test('that refuses its database, as private windows do, is no hindrance and is told', async () => {
    vi.stubGlobal('indexedDB', { open: () => { const request = {} as IDBOpenDBRequest & { error: Error }; queueMicrotask(() => { Object.assign(request, { error: new DOMException('no', 'InvalidStateError') }); request.onerror?.({} as Event) }); return request } })
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    const errors = errorsOf(ada)
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('x')
    expect(errors.length).toBeGreaterThan(0)
    server.failure = new Error('unreachable')
    server.cut()
    ada.text.insert(0, 'y')
    await until(() => !ada.provider.isKept, 'it says that nothing is kept')
  })

  test('whose database does not open is waited for a moment only; what it gives later is taken then', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const before = open(server, { person: 'ada' })
    before.text.insert(0, 'from before ')
    await untilKept(1)
    kill(server, before)
    await closeDatabase()
    const { open: really } = indexedDB
    let release: () => void = () => undefined
    vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
      const late = {} as IDBOpenDBRequest
      release = () => {
        const request = really.apply(indexedDB, args)
        request.onsuccess = event => { Object.assign(late, { result: request.result }); late.onsuccess?.(event) }
      }
      return late
    })
    const ada = open(server, { person: 'ada', storeMsMax: 10 })
    await state(ada, 'saved')
    ada.text.insert(0, 'new ')
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('new ')
    release()
    await until(() => server.document(NAME).text().includes('from before '), 'the kept edit is pushed')
    await state(ada, 'saved')
  })

  test('that is full drops copies for edits; where that does not help it is told', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada', copyMs: 1 })
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    await untilCopied('x')
    const errors = errorsOf(ada)
    const { add } = IDBObjectStore.prototype
    let isFull = 1
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (isFull-- > 0) throw new DOMException('full', 'QuotaExceededError')
      return add.apply(this, args)
    })
    server.failure = new Error('unreachable')
    server.cut()
    ada.text.insert(1, 'y')
    await untilKept(1)
    expect([errors, ada.provider.isKept, await copied()]).toEqual([[], true, ''])
    kill(server, ada)
    const bea = open(server, { person: 'bea' })
    await bea.provider.loaded
    const told = errorsOf(bea)
    server.failure = new Error('unreachable')
    server.cut()
    isFull = 2
    bea.text.insert(0, 'z')
    await until(() => !bea.provider.isKept, 'it says that it is not kept')
    expect(String(told[0])).toContain('full')
  })

  test('that closes the database of a sleeping tab finds it open again', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const opened: IDBDatabase[] = []
    const { open: really } = indexedDB
    vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
      const request = really.apply(indexedDB, args)
      request.addEventListener('success', () => opened.push(request.result))
      return request
    })
    const ada = open(server, { person: 'ada' })
    await ada.provider.loaded
    opened[0]!.close()
    ada.text.insert(0, 'x')
    await untilKept(1)
    expect([opened.length, ada.provider.isKept]).toEqual([2, true])
  })

  test('with the database of an older version keeps its edits', async () => {
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'of version 1')
    const db = await new Promise<IDBDatabase>(resolve => {
      const request = indexedDB.open('reallearning', 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('documents').put(new Uint8Array([0, 0]), `ada ${NAME}`)
        request.result.createObjectStore('queue', { autoIncrement: true }).createIndex('key', 'key')
        request.transaction!.objectStore('queue').add({ key: `ada ${NAME}`, update: Y.encodeStateAsUpdate(doc) })
      }
      request.onsuccess = () => resolve(request.result)
    })
    db.close()
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('of version 1')
    await untilKept(0)
  })

  test('with the database of a newer version goes on without, and does not harm it', async () => {
    await new Promise(resolve => { const request = indexedDB.open('reallearning', 99); request.onsuccess = () => { request.result.close(); resolve(null) } })
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    const errors = errorsOf(ada)
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    expect(String(errors[0])).toContain('VersionError')
  })

  test('in which another tab needs a newer version is not held up by this one', async () => {
    const server = new FakeServer()
    const ada = open(server, { person: 'ada' })
    await state(ada, 'saved')
    const upgraded = await new Promise<boolean>(resolve => {
      const request = indexedDB.open('reallearning', 99)
      request.onblocked = () => resolve(false)
      request.onsuccess = () => { request.result.close(); resolve(true) }
    })
    expect(upgraded).toBe(true)
  })

  test('a store of the page’s own is used as given', async () => {
    const server = new FakeServer()
    const doc = new Y.Doc()
    const store = new LocalStore('mine')
    server.failure = new Error('unreachable')
    const ada = over(doc, server.connection(), { store })
    ada.text.insert(0, 'x')
    await vi.waitFor(async () => expect((await store.load()).edits.length).toBe(1), { interval: 5 })
    server.mend()
    await state(ada, 'saved')
  })
})
