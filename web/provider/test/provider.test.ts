import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { FakeServer } from './fake-server.js'
import { open, NAME, state, until } from './support.js'

test('two clients see the same text and are told that it is saved', async () => {
  const server = new FakeServer()
  const ada = open(server), bea = open(server)
  await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
  ada.text.insert(0, 'one ')
  bea.text.insert(0, 'two ')
  await until(() => ada.text.toString() === bea.text.toString() && ada.text.length === 8, 'both have both words')
  await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
  expect(server.doc.getText('t').toString()).toBe(ada.text.toString())
})

test('nothing is called saved before the server says so', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  server.saves = false
  ada.text.insert(0, 'x')
  await until(() => server.received.length > 0, 'the push is there')
  expect(ada.provider.state).toBe('saving')
  expect(ada.provider.unsyncedChanges).toBe(1)
  server.save()
  expect(ada.provider.state).toBe('saved')
  expect(ada.provider.unsyncedChanges).toBe(0)
})

test('a store that refuses is told as retrying', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  server.saves = false
  ada.text.insert(0, 'x')
  await until(() => server.received.length > 0, 'the push is there')
  server.tell('Status', NAME, true)
  expect(ada.provider.state).toBe('retrying')
  server.tell('Status', NAME, false)
  server.save()
  expect(ada.provider.state).toBe('saved')
})

test('edits of one frame go out as one push', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  for (const letter of 'abcdefgh') ada.text.insert(ada.text.length, letter)
  await until(() => server.doc.getText('t').toString() === 'abcdefgh', 'all letters are there')
  expect(server.received.length).toBeLessThanOrEqual(2)
})

test('what was written while the line was cut arrives after it', async () => {
  const server = new FakeServer()
  const ada = open(server), bea = open(server)
  await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
  server.cut()
  expect(ada.provider.state).toBe('offline')
  ada.text.insert(0, 'in the tunnel ')
  bea.text.insert(0, 'elsewhere ')
  expect(ada.provider.unsyncedChanges).toBeGreaterThan(0)
  server.mend()
  await until(() => ada.text.toString() === bea.text.toString() && ada.text.length === 24, 'both have both')
  await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
})

test('a push that the server lost before it was saved is sent again', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  server.saves = false
  ada.text.insert(0, 'lost?')
  await until(() => server.received.length > 0, 'the push is there')
  server.doc = new Y.Doc()
  server.saves = true
  server.cut()
  server.mend()
  await state(ada, 'saved')
  expect(server.doc.getText('t').toString()).toBe('lost?')
})

test('a neighbour brings back what a crash lost', async () => {
  const server = new FakeServer()
  const ada = open(server), bea = open(server)
  await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
  server.saves = false
  ada.text.insert(0, 'from Ada')
  await until(() => bea.text.toString() === 'from Ada', 'Bea sees it')
  ada.provider.destroy()
  server.doc = new Y.Doc()
  server.saves = true
  server.cut()
  server.mend()
  await state(bea, 'saved')
  expect(server.doc.getText('t').toString()).toBe('from Ada')
  expect(server.received.at(-1)?.method).toBe('Reply')
})

test('a late word about the join before settles nothing of this one', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  server.saves = false
  ada.text.insert(0, 'x')
  await until(() => server.received.length > 0, 'the push is there')
  const old = server.received.at(-1)!.number
  server.tell('Resync', NAME)
  await until(() => server.received.length > 1, 'it is pushed again')
  server.tell('Saved', NAME, old)
  expect(ada.provider.state).toBe('saving')
  server.save()
  await state(ada, 'saved')
})

test('a gap is closed by sending everything that the server lacks', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  server.refuses = { code: 'clock-gap', message: 'gap' }
  ada.text.insert(0, 'kept')
  await until(() => server.received.length > 0, 'the push is there')
  server.refuses = null
  await state(ada, 'saved')
  expect(server.doc.getText('t').toString()).toBe('kept')
})

test('a refused write ends the session and says why', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  const said: string[] = []
  ada.provider.on('refused', refusal => said.push(refusal.code))
  server.refuses = { code: 'foreign-client-id', message: 'not yours' }
  ada.text.insert(0, 'x')
  await until(() => said.length > 0, 'it is told')
  expect(said).toEqual(['foreign-client-id'])
  expect(ada.provider.state).toBe('refused')
  const pushes = server.received.length
  ada.text.insert(0, 'y')
  expect(server.received.length).toBe(pushes)
  expect(ada.provider.unsyncedChanges).toBe(0)
})

test('a reader is told the right and sends nothing', async () => {
  const server = new FakeServer()
  server.right = 'observe'
  const ada = open(server)
  await state(ada, 'saved')
  expect(ada.provider.right).toBe('observe')
  expect(server.received).toEqual([])
})

test('a document that cannot be had is closed with the reason', async () => {
  const server = new FakeServer()
  server.refusesJoin = { code: 'unknown-document', message: 'none' }
  const ada = open(server)
  const said: string[] = []
  ada.provider.on('closed', refusal => said.push(refusal.code))
  await state(ada, 'closed')
  expect(said).toEqual(['unknown-document'])
})

test('a room out of reach is tried again', async () => {
  const server = new FakeServer()
  server.refusesJoin = { code: 'storage-unavailable', message: 'later' }
  const ada = open(server)
  await until(() => ada.provider.connection.status === 'connected', 'there is a line')
  server.refusesJoin = null
  await state(ada, 'saved')
})

test('others see who comes back after a cut line', async () => {
  const server = new FakeServer()
  const ada = open(server), bea = open(server)
  ada.provider.awareness.setLocalState({ user: { name: 'Ada' } })
  await until(() => bea.provider.awareness.getStates().has(ada.doc.clientID), 'Bea sees Ada')
  server.cut()
  expect(bea.provider.awareness.getStates().has(ada.doc.clientID)).toBe(false)
  server.mend()
  await until(() => bea.provider.awareness.getStates().get(ada.doc.clientID)?.user?.name === 'Ada', 'Bea sees Ada again')
})

test('disconnect stops, connect goes on', async () => {
  const server = new FakeServer()
  const ada = open(server)
  await state(ada, 'saved')
  ada.provider.disconnect()
  ada.text.insert(0, 'x')
  expect(ada.provider.connection.status).toBe('disconnected')
  expect(server.doc.getText('t').length).toBe(0)
  ada.provider.connect()
  await state(ada, 'saved')
  expect(server.doc.getText('t').toString()).toBe('x')
})
