import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import type { RefusedEdit } from '../src/store.js'
import { FakeServer, NAME } from './fake-server.js'
import { open, over, state, until, type Client } from './support.js'

const refusals = (client: Client): Omit<RefusedEdit, 'id'>[] => {
  const told: Omit<RefusedEdit, 'id'>[] = []
  client.provider.on('refused', refused => told.push(refused))
  return told
}

describe('a refused write', () => {
  test('ends the session and says why', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const told = refusals(ada)
    server.refuses = { code: 'foreign-client-id', message: 'not yours' }
    ada.text.insert(0, 'x')
    await until(() => told.length > 0, 'it is told')
    expect(told).toMatchObject([{ code: 'foreign-client-id', message: 'not yours' }])
    expect([ada.provider.state, ada.provider.unsyncedChanges, ada.provider.synced]).toEqual(['refused', 0, false])
    const pushes = server.received.length
    ada.text.insert(0, 'y')
    ada.provider.connect()
    expect([server.received.length, ada.provider.state]).toEqual([pushes, 'refused'])
  })

  test('gives the words back that were not taken, and only those', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'taken before ')
    await state(ada, 'saved')
    const told = refusals(ada)
    server.cut()
    ada.text.insert(13, 'written in the train')
    ada.text.insert(0, 'and here ')
    ada.text.delete(0, 4)
    server.refuses = { code: 'no-right', message: 'no' }
    server.mend()
    await until(() => told.length > 0, 'it is told')
    expect(told[0]!.words).toBe('here \nwritten in the train')
    const again = new Y.Doc()
    Y.applyUpdate(again, Y.encodeStateAsUpdate(server.document(NAME).memory))
    Y.applyUpdate(again, told[0]!.update)
    expect(again.getText('t').toString()).toBe(ada.text.toString())
  })

  test('is not what was sent before it', async () => {
    const server = new FakeServer()
    server.saves = false
    const ada = open(server)
    await state(ada, 'saved')
    const told = refusals(ada)
    ada.text.insert(0, 'taken ')
    server.refuses = { code: 'document-full', message: 'full' }
    ada.text.insert(6, 'refused')
    await until(() => told.length > 0, 'it is told')
    expect(told[0]!.words).toBe('refused')
  })

  test('of the join before is not one of this', async () => {
    const server = new FakeServer()
    server.saves = false
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'x')
    const { number } = server.received[0]!
    server.tell('Resync', NAME)
    await until(() => server.received.length === 2, 'it is pushed again')
    server.tell('Refused', NAME, number, 'no-right', 'late')
    expect(ada.provider.state).toBe('saving')
  })

  test.each(['storage-unavailable', 'rate-exceeded', 'unknown-session'])('because of %s is of the moment: the edit is kept and comes back', async code => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const told = refusals(ada)
    server.refuses = { code, message: 'later' }
    ada.text.insert(0, 'kept')
    await until(() => server.received.length > 0, 'it is pushed')
    server.refuses = null
    await state(ada, 'saved')
    expect([server.document(NAME).text(), told]).toEqual(['kept', []])
  })

  test('pushes that are under way when the server closes the document are not lost', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const told = refusals(ada)
    // The server has ended the session; its word is still on the way when the push comes.
    server.document(NAME).sessions.clear()
    ada.text.insert(0, 'kept')
    server.tell('Closed', NAME, 'storage-unavailable', 'later')
    await state(ada, 'saved')
    expect([server.document(NAME).text(), told]).toEqual(['kept', []])
  })

  test('a change that is larger than the server takes is sent in pieces', async () => {
    const server = new FakeServer()
    server.bytesMax = 2_000
    const ada = open(server, { updateBytesMax: 2_000 }), bea = open(server)
    await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
    ada.text.insert(0, 'ä🙂'.repeat(5_000))
    await state(ada, 'saved')
    expect(bea.text.toString()).toBe(ada.text.toString())
    expect(server.received.length).toBeGreaterThan(20)
  })

  test('one that cannot be cut is refused here, before it ends the line', async () => {
    const server = new FakeServer()
    const ada = open(server, { updateBytesMax: 2_000 })
    await state(ada, 'saved')
    const told = refusals(ada)
    ada.text.insertEmbed(0, { picture: 'x'.repeat(5_000) })
    await until(() => told.length > 0, 'it is told')
    expect(told[0]!.code).toBe('too-large')
    expect(server.received).toEqual([])
  })

  test('what a whole server lost is brought back in pieces too', async () => {
    const server = new FakeServer()
    const doc = new Y.Doc()
    const ada = over(doc, server.connection(), { updateBytesMax: 2_000 })
    await state(ada, 'saved')
    for (let i = 0; i < 50; i++) ada.text.insert(0, `line ${i} ${'x'.repeat(100)}\n`)
    await state(ada, 'saved')
    server.documents.clear()
    server.bytesMax = 2_000
    server.cut()
    server.mend()
    await state(ada, 'saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe(ada.text.toString())
  })
})

describe('rights', () => {
  test('a reader is told the right and sends nothing', async () => {
    const server = new FakeServer()
    server.right = 'observe'
    const ada = open(server)
    const rights: string[] = []
    ada.provider.on('right', right => rights.push(right))
    await state(ada, 'saved')
    expect([ada.provider.right, rights, server.received]).toEqual(['observe', ['observe'], []])
  })

  test('withdrawn and given back while nothing is written: the document goes on', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const rights: unknown[] = []
    ada.provider.on('right', (right, reason) => rights.push([right, reason]))
    server.setRight('observe')
    server.setRight('edit')
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    expect(rights).toEqual([['observe', 'The room changed it.'], ['edit', 'The room changed it.']])
    expect(server.document(NAME).text()).toBe('x')
  })

  test('withdrawn while something is written: it is refused, and nothing that was taken', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'taken')
    await state(ada, 'saved')
    const told = refusals(ada)
    server.setRight('observe')
    ada.text.insert(0, 'late ')
    await until(() => told.length > 0, 'it is told')
    expect(told).toMatchObject([{ code: 'no-right', words: 'late ' }])
    expect(server.document(NAME).text()).toBe('taken')
  })

  test('withdrawn over a cut line: what was saved meanwhile is not called refused', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const told = refusals(ada)
    server.saves = false
    ada.text.insert(0, 'saved, but the word was lost')
    server.document(NAME).sessions.clear()
    server.save()
    server.right = 'observe'
    server.saves = true
    server.cut()
    server.mend()
    await until(() => server.received.length === 2, 'it is pushed again')
    expect(told).toEqual([])
    expect(server.document(NAME).disk.getText('t').toString()).toBe('saved, but the word was lost')
  })

  test('a right that is told while the join is answered is newer than the answer', async () => {
    const server = new FakeServer()
    const waiting: (() => void)[] = []
    server.carry = (_, deliver) => { waiting.push(deliver) }
    const ada = open(server)
    await until(() => { waiting.splice(0).forEach(deliver => deliver()); return server.joins.length === 1 }, 'the server has the join')
    server.setRight('observe')
    await until(() => { waiting.splice(0).reverse().forEach(deliver => deliver()); return ada.provider.synced }, 'it is joined')
    expect(ada.provider.right).toBe('observe')
  })

  test('a reader’s own copy that the server has is no write', async () => {
    const server = new FakeServer()
    const ada = open(server)
    ada.text.insert(0, 'known')
    await state(ada, 'saved')
    server.right = 'observe'
    const doc = new Y.Doc()
    const reader = over(doc, server.connection())
    const told = refusals(reader)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ada.doc), 'a store of the page')
    await state(reader, 'saved')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ada.doc), 'again')
    await state(reader, 'saved')
    expect([server.received.filter(({ method }) => method === 'Reply'), told]).toEqual([[], []])
  })

  test('a reader’s own copy that the server lacks is refused, since it stands nowhere else', async () => {
    const server = new FakeServer()
    server.right = 'observe'
    const other = new Y.Doc()
    other.getText('t').insert(0, 'elsewhere')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    const reader = over(doc, server.connection())
    const told = refusals(reader)
    await until(() => told.length > 0, 'it is told')
    expect([told[0]!.code, reader.provider.state]).toEqual(['no-right', 'refused'])
  })
})

test('others’ edits that were being brought back by somebody who may not write any more are refused, not kept quietly', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  server.saves = false
  const other = new Y.Doc()
  other.getText('t').insert(0, 'from a file')
  Y.applyUpdate(ada.doc, Y.encodeStateAsUpdate(other), 'a file')
  const told = refusals(ada)
  server.right = 'observe'
  server.restart()
  await until(() => told.length > 0, 'it is told')
  expect(told[0]!.code).toBe('no-right')
})

describe('a document', () => {
  test('that cannot be had is closed with the reason, and can be tried again', async () => {
    const server = new FakeServer()
    server.refusesJoin = { code: 'unknown-document', message: 'none' }
    const ada = open(server)
    const said: string[] = []
    ada.provider.on('closed', refusal => said.push(refusal.code))
    await state(ada, 'closed')
    expect(said).toEqual(['unknown-document'])
    server.refusesJoin = null
    ada.provider.connect()
    await state(ada, 'saved')
  })

  test('that is closed keeps what is unsaved and what is written after', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'a')
    ada.text.insert(1, 'b')
    server.tell('Closed', NAME, 'document-damaged', 'damaged')
    expect(ada.provider.state).toBe('closed')
    ada.text.insert(2, 'c')
    server.refuses = null
    ada.provider.connect()
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('abc')
  })

  test('behind a store that is out of reach is called retrying, not offline, and comes back', async () => {
    const server = new FakeServer()
    server.refusesJoin = { code: 'storage-unavailable', message: 'later' }
    const ada = open(server)
    await state(ada, 'retrying')
    server.refusesJoin = null
    await state(ada, 'saved')
  })

  test('whose observers throw is synced all the same, and the error is not hidden', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const errors: unknown[] = []
    const note = (error: unknown): void => { errors.push(error) }
    const listeners = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', note)
    try {
      const bea = open(server)
      bea.text.observe(() => { throw new Error('from the page') })
      await state(bea, 'saved')
      ada.text.insert(0, 'x')
      await until(() => errors.length > 0, 'the page has its error')
      ada.text.insert(1, 'y')
      await until(() => bea.text.toString() === 'xy', 'the text goes on')
      await until(() => errors.length > 1, 'the second too')
    } finally {
      process.off('uncaughtException', note)
      listeners.forEach(listener => process.on('uncaughtException', listener))
    }
    expect(String(errors[0])).toContain('from the page')
  })
})
