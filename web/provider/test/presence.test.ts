import * as Y from 'yjs'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakePage } from './fake-page.js'
import { FakeServer, NAME } from './fake-server.js'
import { open, state, until, type Client } from './support.js'

const seen = (by: Client, of: Client): unknown => by.provider.awareness!.getStates().get(of.doc.clientID)?.user
const sees = (by: Client, of: Client, name: string): Promise<void> => until(() => seen(by, of) === name, `${name} is seen`)
const says = (client: Client, user: string | null): void => client.provider.awareness!.setLocalStateField('user', user)

const pair = async (): Promise<{ server: FakeServer, ada: Client, bea: Client }> => {
  const server = new FakeServer()
  const ada = open(server), bea = open(server)
  await Promise.all([state(ada, 'saved'), state(bea, 'saved')])
  says(ada, 'Ada')
  await sees(bea, ada, 'Ada')
  return { server, ada, bea }
}

afterEach(() => { vi.unstubAllGlobals() })

describe('who is here', () => {
  test('others see who comes back after a line that was cut for both', async () => {
    const { server, ada, bea } = await pair()
    server.cut()
    expect(seen(bea, ada)).toBeUndefined()
    server.mend()
    await sees(bea, ada, 'Ada')
  })

  test('who was cut off alone sees at once those who stayed', async () => {
    const { server, ada, bea } = await pair()
    server.cut(server.lines.slice(1))
    expect(seen(bea, ada)).toBeUndefined()
    await sees(bea, ada, 'Ada')
  })

  test('who stayed sees at once who was cut off and is back', async () => {
    const { server, ada, bea } = await pair()
    server.cut(server.lines.slice(0, 1))
    expect(seen(bea, ada)).toBeUndefined()
    await sees(bea, ada, 'Ada')
  })

  test('somebody who destroys the provider is gone at once, and may keep an awareness of their own', async () => {
    const server = new FakeServer()
    const bea = open(server)
    const doc = new Y.Doc()
    const awareness = new Awareness(doc)
    awareness.setLocalState({ user: 'Ada' })
    const ada = open(server, { awareness })
    await until(() => bea.provider.awareness!.getStates().get(doc.clientID)?.user === 'Ada', 'Ada is seen')
    ada.provider.destroy()
    expect(bea.provider.awareness!.getStates().has(doc.clientID)).toBe(false)
    expect(awareness.getLocalState()).toEqual({ user: 'Ada' })
    awareness.destroy()
  })

  test('a state of nothing is told as leaving, one again as coming', async () => {
    const { ada, bea } = await pair()
    ada.provider.awareness!.setLocalState(null)
    await until(() => seen(bea, ada) === undefined, 'Ada is gone')
    ada.provider.awareness!.setLocalState({ user: 'Ada' })
    await sees(bea, ada, 'Ada')
  })

  test('many changes of one frame are one message', async () => {
    const { server, ada, bea } = await pair()
    const carried = vi.fn()
    server.carry = (_, deliver) => { carried(); deliver() }
    for (let i = 0; i < 100; i++) says(ada, `Ada ${i}`)
    await sees(bea, ada, 'Ada 99')
    // The message itself, and its way on to the two who are here.
    expect(carried.mock.calls.length).toBeLessThanOrEqual(6)
  })

  test('a removal of the own state by somebody else is answered', async () => {
    const { server, ada, bea } = await pair()
    const clock = ada.provider.awareness!.meta.get(ada.doc.clientID)!.clock
    const forged = new Awareness(Object.assign(new Y.Doc(), { clientID: ada.doc.clientID }))
    for (let i = 0; i <= clock; i++) forged.setLocalState({})
    forged.setLocalState(null)
    const removal = encodeAwarenessUpdate(forged, [ada.doc.clientID])
    forged.destroy()
    server.tell('Aware', NAME, removal)
    await sees(bea, ada, 'Ada')
  })

  test('awareness can be left out', async () => {
    const server = new FakeServer()
    const ada = open(server, { awareness: null })
    await state(ada, 'saved')
    ada.text.insert(0, 'x')
    await state(ada, 'saved')
    expect(ada.provider.awareness).toBeNull()
  })
})

describe('a page', () => {
  test('that is left is gone for others at once, and is here again when the browser thaws it', async () => {
    const page = new FakePage()
    const { ada, bea } = await pair()
    page.window.dispatchEvent(new Event('pagehide'))
    expect(seen(bea, ada)).toBeUndefined()
    expect(seen(ada, ada)).toBe('Ada')
    page.window.dispatchEvent(new Event('pageshow'))
    await sees(bea, ada, 'Ada')
  })
})

describe('silence', () => {
  beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] }) })
  afterEach(() => { vi.useRealTimers() })

  test('of a hidden tab, whose timers are held back, makes nobody disappear', async () => {
    const server = new FakeServer()
    const ada = open(server), bea = open(server)
    await vi.advanceTimersByTimeAsync(100)
    says(ada, 'Ada')
    await vi.advanceTimersByTimeAsync(100)
    // Ada's tab is hidden: its awareness renews nothing.
    clearInterval(ada.provider.awareness!._checkInterval as never)
    // y-protocols took its clock before this one could be put in its place: so ten minutes are taken off what it noted.
    for (const meta of bea.provider.awareness!.meta.values()) meta.lastUpdated -= 600_000
    await vi.advanceTimersByTimeAsync(10_000)
    expect(seen(bea, ada)).toBe('Ada')
    server.cut(server.lines.slice(0, 1))
    expect(seen(bea, ada)).toBeUndefined()
  })

  test('ends with a tab that is looked at again: it says that it is here', async () => {
    const page = new FakePage()
    const server = new FakeServer()
    const ada = open(server), bea = open(server)
    await vi.advanceTimersByTimeAsync(100)
    says(ada, 'Ada')
    await vi.advanceTimersByTimeAsync(100)
    bea.provider.awareness!.states.delete(ada.doc.clientID)
    page.show(false)
    page.show(true)
    expect(seen(bea, ada)).toBe('Ada')
  })
})
