import * as Y from 'yjs'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { LiveConnection } from '../src/connection.js'
import type { Hub, JoinReply, Refusal, Right } from '../src/wire.js'

type Handler = (...args: unknown[]) => void

/** Plays the hub of docs/protocols.md for one document. The real one is in the end-to-end tests; this one can be stopped between any two messages. */
export class FakeServer {
  doc = new Y.Doc()
  awareness = new Awareness(new Y.Doc())
  right: Right = 'edit'
  /** Whether pushes are on disk at once; else `save()` tells. */
  saves = true
  refuses: Refusal | null = null
  refusesJoin: Refusal | null = null
  reachable = true
  readonly received: { method: string, number: number }[] = []
  private lines: FakeLine[] = []

  constructor() { this.awareness.setLocalState(null) }

  connection(): LiveConnection {
    return new LiveConnection('http://server/live', { hub: () => new FakeLine(this), retryMs: 1, retryMsMax: 1 })
  }

  /** The network fails: every line ends, and none can be had until `mend`. */
  cut(): void {
    this.reachable = false
    for (const line of [...this.lines]) line.end(new Error('cut'))
  }

  mend(): void { this.reachable = true }

  save(): void { for (const line of this.lines) line.saved() }

  tell(method: string, ...args: unknown[]): void { for (const line of this.lines) line.tell(method, ...args) }

  opened(line: FakeLine): void { this.lines.push(line) }

  closed(line: FakeLine): void { this.lines = this.lines.filter(other => other !== line) }

  push(from: FakeLine, method: string, name: string, number: number, update: Uint8Array): void {
    this.received.push({ method, number })
    if (this.refuses) return from.tell('Refused', name, number, this.refuses.code, this.refuses.message)
    Y.applyUpdate(this.doc, update)
    for (const line of this.lines) if (line !== from) line.tell('Update', name, update)
    from.took(name, number)
    if (this.saves) from.saved()
  }

  aware(from: FakeLine, name: string, update: Uint8Array): void {
    applyAwarenessUpdate(this.awareness, update, null)
    for (const line of this.lines) if (line !== from) line.tell('Aware', name, update)
  }
}

class FakeLine implements Hub {
  private readonly handlers = new Map<string, Handler>()
  private onEnd: (error?: Error) => void = () => undefined
  private waiting: { name: string, number: number }[] = []
  private joined = new Set<string>()

  constructor(private readonly server: FakeServer) {}

  async start(): Promise<void> {
    await Promise.resolve()
    if (!this.server.reachable) throw new Error('unreachable')
    this.server.opened(this)
  }

  async stop(): Promise<void> { this.end() }

  async invoke(method: string, ...args: unknown[]): Promise<unknown> {
    if (method !== 'Join') throw new Error(`unknown ${method}`)
    await Promise.resolve()
    const [name, stateVector] = args as [string, Uint8Array]
    const refusal = this.server.refusesJoin
    if (!refusal) this.joined.add(name)
    const states = [...this.server.awareness.getStates().keys()]
    const reply: JoinReply = {
      refusal,
      term: 1,
      right: this.server.right,
      person: { id: 'p', name: 'P', colour: 1 },
      update: Y.encodeStateAsUpdate(this.server.doc, stateVector),
      stateVector: Y.encodeStateVector(this.server.doc),
      awareness: states.length > 0 ? encodeAwarenessUpdate(this.server.awareness, states) : null,
    }
    return reply
  }

  async send(method: string, ...args: unknown[]): Promise<void> {
    const [name] = args as [string]
    if (method === 'Leave') this.joined.delete(name)
    else if (!this.joined.has(name)) throw new Error(`${method} before Join`)
    else if (method === 'Aware') this.server.aware(this, name, args[1] as Uint8Array)
    else this.server.push(this, method, name, args[1] as number, args[2] as Uint8Array)
  }

  on(method: string, handler: Handler): void { this.handlers.set(method, handler) }

  onclose(handler: (error?: Error) => void): void { this.onEnd = handler }

  tell(method: string, ...args: unknown[]): void { this.handlers.get(method)?.(...args) }

  took(name: string, number: number): void { this.waiting.push({ name, number }) }

  saved(): void {
    for (const { name, number } of this.waiting.splice(0)) this.tell('Saved', name, number)
  }

  end(error?: Error): void {
    this.server.closed(this)
    this.onEnd(error)
  }
}
