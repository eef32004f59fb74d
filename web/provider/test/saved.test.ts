import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { FakeServer, NAME } from './fake-server.js'
import { open, over, state, until } from './support.js'

const got = (server: FakeServer, count = 1): Promise<void> => until(() => server.received.length >= count, `${count} pushes are there`)

describe('together', () => {
  test('two clients see the same text and are told that it is saved', async () => {
    const server = new FakeServer()
    const ada = open(server), bea = open(server)
    await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
    ada.text.insert(0, 'one ')
    bea.text.insert(0, 'two ')
    await until(() => ada.text.toString() === bea.text.toString() && ada.text.length === 8, 'both have both words')
    await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
    expect(server.document(NAME).disk.getText('t').toString()).toBe(ada.text.toString())
  })

  test('several documents share one line', async () => {
    const server = new FakeServer()
    const connection = server.connection()
    const names = ['workspace/a/content', 'workspace/a/room', 'group/b/content']
    const clients = names.map(name => open(server, {}, connection, name))
    await Promise.all(clients.map(client => state(client, 'saved')))
    clients.forEach((client, i) => client.text.insert(0, `text ${i}`))
    await Promise.all(clients.map(client => state(client, 'saved')))
    expect(names.map(name => server.document(name).text())).toEqual(['text 0', 'text 1', 'text 2'])
    expect(server.lines.length).toBe(1)
  })

  test('a document that comes to a line which is open already joins at once', async () => {
    const server = new FakeServer()
    const connection = server.connection()
    await state(open(server, {}, connection, 'workspace/a/content'), 'saved')
    await state(open(server, {}, connection, 'workspace/b/content'), 'saved')
    expect(server.lines.length).toBe(1)
  })

  test('the same document twice on one line is an error of the page, and changes nothing', async () => {
    const server = new FakeServer()
    const connection = server.connection()
    const ada = open(server, {}, connection)
    const doc = new Y.Doc()
    expect(() => over(doc, connection)).toThrow(/open on this connection already/)
    await state(ada, 'saved')
    doc.getText('t').insert(0, 'stays alone')
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('x')
  })

  test('edits of one frame go out as one push, the first at once', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'a')
    expect(server.received.length).toBe(1)
    for (const letter of 'bcdefgh') ada.text.insert(ada.text.length, letter)
    expect(server.received.length).toBe(1)
    await until(() => server.document(NAME).text() === 'abcdefgh', 'all letters are there')
    expect(server.received.length).toBe(2)
  })
})

describe('saved', () => {
  test('nothing is called saved before the server says so', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'x')
    expect([ada.provider.state, ada.provider.unsyncedChanges]).toEqual(['saving', 1])
    server.save()
    expect([ada.provider.state, ada.provider.unsyncedChanges]).toEqual(['saved', 0])
  })

  test('an edit made while an earlier one is saved stays unsaved', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'x')
    ada.text.insert(1, 'y')
    server.save()
    expect(ada.provider.state).toBe('saving')
    await got(server, 2)
    expect(ada.provider.state).toBe('saving')
    server.save()
    expect(ada.provider.state).toBe('saved')
  })

  test('an edit made while the document is joined is pushed after it', async () => {
    const server = new FakeServer()
    const replies: (() => void)[] = []
    server.carry = (_, deliver) => { replies.push(deliver) }
    const ada = open(server)
    const step = (): void => replies.splice(0).forEach(deliver => deliver())
    await until(() => { step(); return server.joins.length === 1 }, 'the server has the join')
    ada.text.insert(0, 'meanwhile')
    expect(ada.provider.state).not.toBe('saved')
    await until(() => { step(); return ada.provider.state === 'saved' }, 'it is saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe('meanwhile')
    expect(server.received.map(({ method }) => method)).toEqual(['Push'])
  })

  test('what was in the document before the provider is unsaved until the server has it', async () => {
    const server = new FakeServer()
    server.saves = false
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'from before')
    const ada = over(doc, server.connection())
    expect(ada.provider.unsyncedChanges).toBe(1)
    await got(server)
    expect(ada.provider.state).toBe('saving')
    server.save()
    expect(ada.provider.state).toBe('saved')
    expect(server.document(NAME).text()).toBe('from before')
  })

  test('what was there before and what was added before the line are both sent, without a gap', async () => {
    const server = new FakeServer()
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'from before')
    const ada = over(doc, server.connection())
    ada.text.insert(11, ', and more')
    await state(ada, 'saved')
    expect([server.document(NAME).text(), server.joins.length]).toEqual(['from before, and more', 1])
  })

  test('a reconnect between push and saved pushes again, and is saved once', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'once')
    server.cut()
    expect(ada.provider.state).toBe('offline')
    expect(ada.provider.unsyncedChanges).toBe(1)
    server.mend()
    await got(server, 2)
    expect(ada.provider.state).toBe('saving')
    server.save()
    expect(ada.provider.state).toBe('saved')
    expect(server.document(NAME).text()).toBe('once')
  })

  test('a push that the server lost before it was saved is sent again', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'lost?')
    await got(server)
    server.saves = true
    server.restart()
    await state(ada, 'saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe('lost?')
  })

  test('after a resync nothing is saved that the server does not say again', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'x')
    const old = server.received.at(-1)!.number
    server.tell('Resync', NAME)
    await got(server, 2)
    server.tell('Saved', NAME, old)
    expect(ada.provider.state).toBe('saving')
    server.save()
    expect(ada.provider.state).toBe('saved')
  })

  test('a word about the join before that comes during a resync saves nothing', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'x')
    server.tell('Resync', NAME)
    server.tell('Saved', NAME, server.received.at(-1)!.number)
    expect(ada.provider.state).toBe('saving')
    await got(server, 2)
    server.save()
    expect(ada.provider.state).toBe('saved')
  })

  test('of several resyncs the last one counts', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.saves = false
    ada.text.insert(0, 'x')
    const replies: (() => void)[] = []
    server.carry = (_, deliver, stream) => stream === 'down' ? void replies.push(deliver) : deliver()
    for (const joins of [2, 3]) {
      ada.provider['session'].joinAgain()
      await until(() => server.joins.length === joins, 'the server has the join')
    }
    server.carry = (_, deliver) => deliver()
    replies.forEach(deliver => deliver())
    await until(() => ada.provider.synced, 'it is joined again')
    expect(server.received.length).toBe(2)
  })

  test('a resync with nothing unsaved is not called offline', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.tell('Resync', NAME)
    expect(ada.provider.synced).toBe(false)
    await until(() => ada.provider.synced, 'it is joined again')
    expect(ada.states).toEqual(['saved'])
  })

  test('others’ edits that are still to be brought back count as unsaved over a cut line', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    const other = new Y.Doc()
    other.getText('t').insert(0, 'from a file')
    server.saves = false
    Y.applyUpdate(ada.doc, Y.encodeStateAsUpdate(other), 'a file')
    expect(server.received.at(-1)!.method).toBe('Reply')
    server.restart()
    await until(() => server.joins.length === 2 && server.received.length === 2, 'it is sent again')
    expect(ada.provider.state).toBe('saving')
    server.save()
    expect(ada.provider.state).toBe('saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe('from a file')
  })

  test('a store that refuses is told as retrying, and only while something waits', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.tell('Status', NAME, true)
    expect(ada.provider.state).toBe('saved')
    server.saves = false
    ada.text.insert(0, 'x')
    expect(ada.provider.state).toBe('retrying')
    server.tell('Status', NAME, false)
    expect(ada.provider.state).toBe('saving')
    server.save()
    expect(ada.provider.state).toBe('saved')
  })

  test('retrying is not remembered over a cut line', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.tell('Status', NAME, true)
    server.saves = false
    server.restart()
    await until(() => ada.provider.synced, 'it is joined again')
    ada.text.insert(0, 'x')
    expect(ada.provider.state).toBe('saving')
  })

  test('whenSaved waits for what is written, and says when it cannot be', async () => {
    const server = new FakeServer()
    const ada = open(server)
    ada.text.insert(0, 'x')
    await ada.provider.whenSaved()
    expect(server.document(NAME).disk.getText('t').toString()).toBe('x')
    server.saves = false
    ada.text.insert(0, 'y')
    const never = ada.provider.whenSaved()
    ada.provider.destroy()
    await expect(never).rejects.toThrow(/destroyed/)
  })
})

describe('what a crash lost', () => {
  test('is brought back by a neighbour', async () => {
    const server = new FakeServer()
    const ada = open(server), bea = open(server)
    await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
    server.saves = false
    ada.text.insert(0, 'from Ada')
    await until(() => bea.text.toString() === 'from Ada', 'Bea sees it')
    ada.provider.disconnect()
    server.saves = true
    server.restart()
    await until(() => server.document(NAME).disk.getText('t').toString() === 'from Ada', 'it is back')
    await state(bea, 'saved')
    expect(server.received.at(-1)?.method).toBe('Reply')
  })

  test('deletions too', async () => {
    const server = new FakeServer()
    const ada = open(server), bea = open(server)
    await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
    ada.text.insert(0, 'keep and drop')
    await state(ada, 'saved')
    server.saves = false
    ada.text.delete(4, 9)
    await until(() => bea.text.toString() === 'keep', 'Bea sees it')
    ada.provider.disconnect()
    server.saves = true
    server.restart()
    await state(bea, 'saved')
    expect(server.document(NAME).disk.getText('t').toString()).toBe('keep')
  })

  test('a gap is closed by sending everything that the server lacks', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'first ')
    await state(ada, 'saved')
    // An older backup was put back under a server that runs.
    server.document(NAME).memory = new Y.Doc()
    ada.text.insert(6, 'second')
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('first second')
  })

  test('a gap that does not close is refused in the end instead of being sent for ever', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    server.refuses = { code: 'clock-gap', message: 'gap' }
    ada.text.insert(0, 'x')
    await state(ada, 'refused')
    expect(server.received.length).toBeLessThan(6)
  })
})
