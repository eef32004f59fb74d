import * as Y from 'yjs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { NotSignedInError } from '../src/hub.js'
import { LiveProvider } from '../src/provider.js'
import { FakePage } from './fake-page.js'
import { FakeServer, NAME } from './fake-server.js'
import { open, state, until } from './support.js'

afterEach(() => { vi.unstubAllGlobals(); vi.restoreAllMocks() })

describe('a line', () => {
  test('that cannot be had at first is tried again', async () => {
    const server = new FakeServer()
    server.failure = new Error('unreachable')
    const ada = open(server)
    const errors: string[] = []
    ada.provider.on('connection-error', ({ error }) => errors.push(error.message))
    await state(ada, 'offline')
    await until(() => errors.length > 2, 'it was tried several times')
    ada.text.insert(0, 'early')
    server.mend()
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('early')
    expect(errors[0]).toBe('unreachable')
  })

  test('tells what y-websocket tells, in the same order, with the provider beside it', async () => {
    const server = new FakeServer()
    const ada = open(server, { connect: false })
    const told: unknown[] = []
    ada.provider.on('status', ({ status }) => told.push(status))
    ada.provider.on('sync', synced => told.push(`sync ${synced}`))
    ada.provider.on('synced', synced => told.push(`synced ${synced}`))
    ada.provider.on('connection-close', ({ error }, provider) => told.push([error?.message, provider === ada.provider]))
    ada.provider.connect()
    await until(() => ada.provider.synced, 'it is synced')
    server.cut()
    ada.provider.destroy()
    expect(told).toEqual(['connecting', 'connected', 'sync true', 'synced true', 'disconnected', ['cut', true], 'sync false', 'synced false'])
  })

  test('disconnect lets go of it, connect goes on', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.provider.disconnect()
    expect([ada.provider.status, ada.provider.synced, ada.provider.state]).toEqual(['disconnected', false, 'offline'])
    ada.text.insert(0, 'x')
    expect(server.document(NAME).text()).toBe('')
    await until(() => server.lines.length === 0, 'the line is closed')
    ada.provider.connect()
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('x')
  })

  test('stays for the documents that remain when one is left', async () => {
    const server = new FakeServer()
    const connection = server.connection()
    const ada = open(server, {}, connection, 'workspace/a/content'), other = open(server, {}, connection, 'workspace/b/content')
    await Promise.all([state(ada, 'saved'), state(other, 'saved')])
    ada.provider.destroy()
    other.text.insert(0, 'x')
    await state(other, 'saved')
    expect([server.lines.length, server.document('workspace/a/content').sessions.size]).toEqual([1, 0])
  })

  test('stays for a moment when the last document is left, so that the next page finds it', async () => {
    const server = new FakeServer()
    const connection = server.connection('p', { idleMs: 60_000 })
    const ada = open(server, {}, connection)
    await state(ada, 'saved')
    const [line] = server.lines
    ada.provider.destroy()
    await state(open(server, {}, connection, 'workspace/next/content'), 'saved')
    expect(server.lines).toEqual([line])
  })

  test('is not made by a second document while it is being made for the first', async () => {
    const server = new FakeServer()
    const started = vi.fn()
    const waiting: (() => void)[] = []
    server.carry = (_, deliver) => { started(); waiting.push(deliver) }
    const connection = server.connection()
    open(server, {}, connection, 'workspace/a/content')
    open(server, {}, connection, 'workspace/b/content')
    expect(started).toHaveBeenCalledTimes(1)
  })

  test('destroyed while it is being made is closed when it comes, and does nothing', async () => {
    const server = new FakeServer()
    const waiting: (() => void)[] = []
    server.carry = (_, deliver) => { waiting.push(deliver) }
    const ada = open(server)
    ada.provider.destroy()
    expect(ada.provider.connection.status).toBe('disconnected')
    server.carry = (_, deliver) => deliver()
    waiting.forEach(deliver => deliver())
    await until(() => server.lines.length === 0, 'the line is gone')
    expect(server.joins).toEqual([])
  })

  test('of a destroyed provider stays until its last edit is saved, and brings nothing into its document', async () => {
    const server = new FakeServer()
    const bea = open(server)
    await state(bea, 'saved')
    bea.text.insert(0, 'Bea')
    const ada = open(server)
    ada.text.insert(0, 'Ada')
    ada.provider.destroy()
    await until(() => bea.text.toString().includes('Ada'), 'Bea has it')
    await until(() => server.lines.length === 1, 'the line is gone')
    expect(ada.text.toString()).toBe('Ada')
  })

  test('of a destroyed provider does not wait for ever', async () => {
    const server = new FakeServer()
    server.saves = false
    const ada = open(server, { leaveMsMax: 20 })
    await state(ada, 'saved')
    ada.text.insert(0, 'never saved')
    ada.provider.destroy()
    expect(server.lines.length).toBe(1)
    await until(() => server.lines.length === 0, 'the line is gone')
  })

  test('takes a document again whose provider was destroyed a moment ago', async () => {
    const server = new FakeServer()
    server.saves = false
    const connection = server.connection()
    const ada = open(server, {}, connection)
    await state(ada, 'saved')
    ada.text.insert(0, 'x')
    ada.provider.destroy()
    const again = open(server, {}, connection)
    await state(again, 'saved')
    expect(again.text.toString()).toBe('x')
    server.tell('Refused', NAME, server.received[0]!.number, 'no-right', 'a late word about the provider before')
    expect(again.provider.state).toBe('saved')
  })

  test('destroyed while the document is joined leaves it', async () => {
    const server = new FakeServer()
    const connection = server.connection()
    const other = open(server, {}, connection, 'workspace/b/content')
    await state(other, 'saved')
    const waiting: (() => void)[] = []
    server.carry = (_, deliver) => { waiting.push(deliver) }
    const ada = open(server, {}, connection)
    await until(() => waiting.length > 0, 'the join is under way')
    ada.provider.destroy()
    server.carry = (_, deliver) => deliver()
    for (const deliver of waiting) deliver()
    await until(() => server.joins.includes(NAME), 'the server has the join')
    expect(server.document(NAME).sessions.size).toBe(0)
    expect(ada.doc.store.clients.size).toBe(0)
  })

  test('that hangs is given up for another', async () => {
    const server = new FakeServer()
    let tries = 0
    const carry = server.carry
    server.carry = (line, deliver) => { if (++tries > 1) carry(line, deliver) }
    const ada = open(server, { connectMsMax: 20 })
    const errors: string[] = []
    ada.provider.on('connection-error', ({ error }) => errors.push(error.message))
    await state(ada, 'saved')
    expect(errors).toEqual(['The server did not answer in time.'])
  })

  test('that ends soon after it was made is not tried again at once for ever', () => {
    const waits: number[] = []
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const connection = new FakeServer().connection('p', { retryMs: 200, retryMsMax: 5_000 })
    for (let tries = 0; tries < 7; tries++) waits.push(connection.backoff(tries))
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000])
  })

  test('a room comes back spread over time', () => {
    const connection = new FakeServer().connection('p', { retryMs: 200, retryMsMax: 5_000 })
    const waits = new Set(Array.from({ length: 50 }, () => Math.round(connection.backoff(5))))
    expect(waits.size).toBeGreaterThan(20)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(2_500)
  })

  test('a server that accepts and hangs up is asked more and more seldom', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    try {
      const server = new FakeServer()
      let connects = 0
      open(server, { retryMs: 200, retryMsMax: 5_000 }).provider.on('status', ({ status }) => {
        if (status !== 'connected') return
        connects++
        queueMicrotask(() => { server.cut(); server.mend() })
      })
      await vi.advanceTimersByTimeAsync(30_000)
      expect(connects).toBeLessThan(16)
      expect(connects).toBeGreaterThan(5)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('who calls', () => {
  test('a token is asked for at each connect', async () => {
    const { tokens, asked } = await negotiations([200, 200])
    expect(asked).toEqual(['first', 'second'])
    expect(tokens).toEqual(['Bearer first', 'Bearer second'])
  })

  test('after one refusal another token is asked for; after two the document is closed, and nothing of it is lost', async () => {
    const server = new FakeServer()
    server.failure = new NotSignedInError('401')
    const ada = open(server)
    ada.text.insert(0, 'kept')
    const closed: string[] = []
    ada.provider.on('closed', ({ code }) => closed.push(code))
    await state(ada, 'closed')
    expect(closed).toEqual(['not-signed-in'])
    expect(ada.provider.unsyncedChanges).toBe(1)
    server.failure = null
    ada.provider.connect()
    await state(ada, 'saved')
    expect(server.document(NAME).text()).toBe('kept')
  })

  test('the server’s answer that it does not know who calls is seen through SignalR', async () => {
    stubFetch([401, 401])
    const provider = new LiveProvider('http://server/live', NAME, new Y.Doc(), { retryMs: 1, retryMsMax: 1 })
    const closed: string[] = []
    provider.on('closed', ({ code }) => closed.push(code))
    await until(() => closed.length > 0, 'it is closed')
    expect(closed).toEqual(['not-signed-in'])
  })

  test('one refusal between good lines is only a reconnect', async () => {
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    for (let round = 0; round < 3; round++) {
      server.cut()
      server.failure = new NotSignedInError('401')
      ada.provider.once('connection-error', () => { server.failure = null })
      await state(ada, 'saved')
    }
    expect(ada.states).not.toContain('closed')
  })

  test('a token function that fails is tried again like a line that fails', async () => {
    const fetched = stubFetch([200])
    let calls = 0
    const doc = new Y.Doc()
    const provider = new LiveProvider('http://server/live', NAME, doc, { retryMs: 1, retryMsMax: 1, token: () => { if (++calls === 1) throw new Error('no token yet'); return 'second' } })
    const errors: string[] = []
    provider.on('connection-error', ({ error }) => errors.push(error.message))
    await until(() => fetched.length > 0, 'the server was asked')
    provider.destroy()
    expect(errors[0]).toContain('no token yet')
    expect(fetched[0]).toBe('Bearer second')
  })
})

describe('the page', () => {
  test('a network that is back is used at once, whatever the wait', async () => {
    const page = new FakePage()
    const server = new FakeServer()
    const ada = open(server, { retryMs: 60_000, retryMsMax: 60_000 })
    await state(ada, 'saved')
    server.cut()
    server.mend()
    expect(ada.provider.state).toBe('offline')
    page.window.dispatchEvent(new Event('online'))
    await state(ada, 'saved')
  })

  test('a network that is gone is believed before the socket notices', async () => {
    const page = new FakePage()
    const server = new FakeServer()
    const ada = open(server, { retryMs: 60_000, retryMsMax: 60_000 })
    await state(ada, 'saved')
    page.window.dispatchEvent(new Event('offline'))
    await state(ada, 'offline')
  })

  test('a tab that is looked at again connects at once', async () => {
    const page = new FakePage()
    const server = new FakeServer()
    const ada = open(server, { retryMs: 60_000, retryMsMax: 60_000 })
    await state(ada, 'saved')
    page.show(false)
    server.cut()
    server.mend()
    page.show(true)
    await state(ada, 'saved')
  })

  test('nothing listens to it after the last document has gone', async () => {
    const page = new FakePage()
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    expect(page.listening).toBeGreaterThan(0)
    ada.provider.destroy()
    await until(() => ada.provider.connection.status === 'disconnected', 'the line is gone')
    expect(page.listening).toBe(0)
  })

  test('a hidden tab, which gets no frames, still sends', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 1)
    vi.stubGlobal('cancelAnimationFrame', () => undefined)
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'a')
    ada.text.insert(1, 'b')
    await until(() => server.document(NAME).text() === 'ab', 'both letters are there')
  })

  test('a page that is left sends its last frame', async () => {
    const page = new FakePage()
    const server = new FakeServer()
    const ada = open(server)
    await state(ada, 'saved')
    ada.text.insert(0, 'a')
    ada.text.insert(1, 'b')
    page.window.dispatchEvent(new Event('pagehide'))
    expect(server.document(NAME).text()).toBe('ab')
  })
})

/** Plays the server's answers to SignalR's negotiation; collects the authorisations that came. */
function stubFetch(statuses: number[]): string[] {
  const seen: string[] = []
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('fetch', (_: string, { headers }: { headers: Record<string, string> }) => {
    seen.push(headers.Authorization ?? '')
    return Promise.resolve(new Response('{}', { status: statuses[seen.length - 1] ?? 401 }))
  })
  return seen
}

async function negotiations(statuses: number[]): Promise<{ tokens: string[], asked: string[] }> {
  const tokens = stubFetch(statuses)
  const asked: string[] = []
  const provider = new LiveProvider('http://server/live', NAME, new Y.Doc(), {
    retryMs: 1, retryMsMax: 1,
    token: () => { asked.push(asked.length === 0 ? 'first' : 'second'); return asked.at(-1)! },
  })
  await until(() => tokens.length >= 2, 'two connects were tried')
  provider.destroy()
  return { tokens: tokens.slice(0, 2), asked: asked.slice(0, 2) }
}
