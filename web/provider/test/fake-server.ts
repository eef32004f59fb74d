import * as Y from 'yjs'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { LiveConnection, type ConnectionOptions } from '../src/connection.js'
import type { JoinReply, Refusal, Right } from '../src/wire.js'
import { FakeLine } from './fake-line.js'

/** Up to the server, down from it, and down again: updates and awareness, which the rest may overtake and which may overtake it. */
export type Stream = 'up' | 'down' | 'updates'

/** A client in a document: what it sent and is not on disk, and whose awareness it is. */
export interface FakeSession { line: FakeLine, right: Right, unsaved: number[], aware: number }

/** One document: what is in memory, and what is on disk. */
export class FakeDocument {
  memory = new Y.Doc()
  disk = new Y.Doc()
  term = 1
  readonly sessions = new Map<FakeLine, FakeSession>()
  readonly awareness = new Awareness(new Y.Doc())
  /** Which person writes under which client id. */
  readonly persons = new Map<number, string>()
  private waiting: Uint8Array[] = []

  constructor() { this.awareness.setLocalState(null) }

  text(): string { return this.memory.getText('t').toString() }

  /** Takes an update as docs/protocols.md says; what is wrong with it, or null. */
  refusalOf(session: FakeSession, method: string, update: Uint8Array, bytesMax: number): Refusal | null {
    if (update.byteLength > bytesMax) return { code: 'too-large', message: `An update may have ${bytesMax} bytes.` }
    const tried = new Y.Doc()
    Y.applyUpdate(tried, Y.encodeStateAsUpdate(this.memory))
    const before = Y.snapshot(tried)
    try {
      Y.applyUpdate(tried, update)
    } catch {
      return { code: 'malformed-update', message: 'not an update' }
    }
    if (tried.store.pendingStructs === null && tried.store.pendingDs === null && Y.equalSnapshots(before, Y.snapshot(tried))) return null
    if (session.right !== 'edit' && session.right !== 'facilitate') return { code: 'no-right', message: 'You may read this document, not write in it.' }
    if (method === 'Reply') return null
    const known = Y.decodeStateVector(Y.encodeStateVector(this.memory))
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      if (clock > (known.get(client) ?? 0) && (this.persons.get(client) ?? session.line.person) !== session.line.person) return { code: 'foreign-client-id', message: 'not yours' }
    }
    return tried.store.pendingStructs || tried.store.pendingDs ? { code: 'clock-gap', message: 'something before it is missing' } : null
  }

  apply(session: FakeSession, method: string, number: number, update: Uint8Array): void {
    Y.applyUpdate(this.memory, update)
    if (method === 'Push') for (const client of Y.parseUpdateMeta(update).to.keys()) if (!this.persons.has(client)) this.persons.set(client, session.line.person)
    this.waiting.push(update)
    session.unsaved.push(number)
  }

  /** Writes to disk what waits, up to a count, and says so to those whose it was. */
  save(name: string, count = this.waiting.length): void {
    for (const update of this.waiting.splice(0, count)) Y.applyUpdate(this.disk, update)
    if (this.waiting.length > 0) return
    for (const session of this.sessions.values()) {
      const last = session.unsaved.splice(0).at(-1)
      if (last !== undefined) session.line.tell('Saved', name, last)
    }
  }

  /** What is not on disk is lost. */
  crash(): void {
    this.memory = new Y.Doc()
    Y.applyUpdate(this.memory, Y.encodeStateAsUpdate(this.disk))
    this.waiting = []
    this.sessions.clear()
    this.term++
  }

  leave(line: FakeLine, name: string): void {
    const session = this.sessions.get(line)
    if (!session) return
    this.sessions.delete(line)
    if (!this.awareness.getStates().has(session.aware)) return
    removeAwarenessStates(this.awareness, [session.aware], null)
    this.others(line, 'Aware', name, encodeAwarenessUpdate(this.awareness, [session.aware]))
  }

  aware(session: FakeSession, name: string, update: Uint8Array): void {
    const own = new Awareness(new Y.Doc())
    own.once('update', ({ added, updated, removed }: { added: number[], updated: number[], removed: number[] }) => { [session.aware = 0] = [...added, ...updated, ...removed] })
    applyAwarenessUpdate(own, update, null)
    own.destroy()
    applyAwarenessUpdate(this.awareness, update, null)
    // As the server does, to everybody: one's own comes back.
    for (const other of this.sessions.keys()) other.tell('Aware', name, update)
  }

  others(from: FakeLine, method: string, ...args: unknown[]): void {
    for (const line of this.sessions.keys()) if (line !== from) line.tell(method, ...args)
  }
}

/** Plays the hub of docs/protocols.md. The real one is in the end-to-end tests; this one can be stopped between any two messages. */
export class FakeServer {
  readonly documents = new Map<string, FakeDocument>()
  right: Right = 'edit'
  /** Whether pushes are on disk at once; else `save()` tells. */
  saves = true
  /** Refuses the next pushes. */
  refuses: Refusal | null = null
  refusesJoin: Refusal | null = null
  /** What the next connects end with, else they work. */
  failure: Error | null = null
  bytesMax = 4 << 20
  readonly received: { method: string, name: string, number: number, bytes: number }[] = []
  readonly joins: string[] = []
  lines: FakeLine[] = []
  /** How a message goes over the line; by itself at once. Those of one stream keep their order. */
  carry: (line: FakeLine, deliver: () => void, stream: Stream) => void = (_, deliver) => deliver()

  /** A connection of a person. */
  connection(person = 'p', options: ConnectionOptions = {}): LiveConnection {
    const connection: LiveConnection = new LiveConnection('http://server/live', {
      hub: () => Object.assign(new FakeLine(this, person), { connection }), retryMs: 1, retryMsMax: 1, idleMs: 0, ...options,
    })
    return connection
  }

  document(name: string): FakeDocument {
    if (!this.documents.has(name)) this.documents.set(name, new FakeDocument())
    return this.documents.get(name)!
  }

  get doc(): Y.Doc { return this.document(NAME).memory }

  /** The network fails: every line ends, and none can be had until `mend`. */
  cut(lines = this.lines): void {
    if (lines === this.lines) this.failure = new Error('unreachable')
    for (const line of [...lines]) line.end(new Error('cut'))
  }

  mend(): void { this.failure = null }

  /** The process is killed and comes up again. */
  restart(): void {
    this.cut()
    for (const document of this.documents.values()) document.crash()
    this.mend()
  }

  save(): void { for (const [name, document] of this.documents) document.save(name) }

  tell(method: string, ...args: unknown[]): void { for (const line of this.lines) line.tell(method, ...args) }

  join(line: FakeLine, name: string, stateVector: Uint8Array): JoinReply {
    this.joins.push(name)
    const document = this.document(name)
    const refusal = this.refusesJoin
    if (!refusal) {
      const known = document.sessions.get(line)
      document.sessions.set(line, { line, right: this.right, unsaved: [], aware: known?.aware ?? 0 })
    }
    const present = [...document.awareness.getStates().keys()]
    return {
      refusal,
      term: document.term,
      right: refusal ? 'none' : this.right,
      person: { id: line.person, name: line.person, colour: 1 },
      update: Y.encodeStateAsUpdate(document.memory, stateVector),
      stateVector: Y.encodeStateVector(document.memory),
      awareness: present.length > 0 ? encodeAwarenessUpdate(document.awareness, present) : null,
    }
  }

  push(line: FakeLine, method: string, name: string, number: number, update: Uint8Array): void {
    this.received.push({ method, name, number, bytes: update.byteLength })
    const document = this.document(name)
    const session = document.sessions.get(line)
    if (!session) return line.tell('Refused', name, number, 'unknown-session', 'Join first.')
    const refusal = this.refusal() ?? document.refusalOf(session, method, update, this.bytesMax)
    if (refusal) {
      document.leave(line, name)
      if (refusal.code === 'storage-unavailable') line.tell('Closed', name, refusal.code, refusal.message)
      else line.tell('Refused', name, number, refusal.code, refusal.message)
      return
    }
    document.apply(session, method, number, update)
    document.others(line, 'Update', name, update)
    if (this.saves) document.save(name)
  }

  linesOf(connection: LiveConnection): FakeLine[] { return this.lines.filter(line => line.connection === connection) }

  /** What to refuse the next push with, or null. */
  refusal(): Refusal | null { return this.refuses }

  /** The room has moved to another node, which knows only what is on disk, and no session. */
  move(): void {
    for (const [name, document] of this.documents) {
      const lines = [...document.sessions.keys()]
      document.crash()
      for (const line of lines) line.tell('Resync', name)
    }
  }

  /** The room changes what everybody may do. */
  setRight(right: Right): void {
    this.right = right
    for (const [name, document] of this.documents) {
      for (const session of document.sessions.values()) {
        session.right = right
        session.line.tell('Right', name, right, 'The room changed it.')
      }
    }
  }
}

export const NAME = 'workspace/abc/content'
