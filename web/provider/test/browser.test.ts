import { IDBObjectStore } from 'fake-indexeddb'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeDatabase } from '../src/database.js'
import { LocalStore } from '../src/local-store.js'
import { FakeServer, NAME } from './fake-server.js'
import { copied, errorsOf, kill, newBrowser, untilCopied, untilKept } from './store-support.js'
import { open, over, state, until } from './support.js'

beforeEach(newBrowser)
afterEach(() => { vi.unstubAllGlobals(); vi.restoreAllMocks() })

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
