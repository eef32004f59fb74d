import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { LiveConnection } from './connection.js'
import { Emitter } from './emitter.js'
import { Frames } from './frames.js'
import { Outbox } from './outbox.js'
import { LocalStore } from './store.js'
import { allows } from './wire.js'
import type { JoinReply, Refusal, Right, Session } from './wire.js'

export interface ProviderOptions {
  awareness?: Awareness
  /** Whose edits these are; with the document it is the key of what the browser keeps. */
  person?: string
  /** Whether the browser keeps the document and unsaved edits. Default: where `person` is given and IndexedDB is there. */
  store?: boolean
  /** Whether to connect at once. Default true. */
  connect?: boolean
}

/** Where a document stands, for the one place on the screen that says so. */
export type State = 'loading' | 'saved' | 'saving' | 'offline' | 'retrying' | 'refused' | 'closed'

export interface ProviderEvents {
  status: { status: 'connecting' | 'connected' | 'disconnected' }
  sync: boolean
  state: State
  right: Right
  'unsynced-changes': number
  'connection-close': { error?: Error }
  'connection-error': { error: Error }
  refused: Refusal
  closed: Refusal
}

/** Keeps one Y.Doc and one document of the server the same. */
export class LiveProvider extends Emitter<ProviderEvents> implements Session {
  readonly awareness: Awareness
  readonly connection: LiveConnection
  synced = false
  right: Right = 'none'
  state: State = 'loading'
  /** Resolves when the browser's own copy, if any, is in the document. */
  readonly loaded: Promise<void>
  private readonly store: LocalStore | null
  private readonly outbox: Outbox
  private readonly frames = new Frames(() => this.flush())
  private readonly awareFrames = new Frames(() => this.sendAwareness())
  private pending: Uint8Array[] = []
  private wanted = false
  private joined = false
  private joining = 0
  private retrying = false
  private ended: 'refused' | 'closed' | null = null
  private hasCopy = false
  /** The next join sends everything that the server lacks as one reply. */
  private sendsAll = false
  private keepTimer: ReturnType<typeof setTimeout> | undefined
  private readonly offs: (() => void)[] = []

  constructor(connection: LiveConnection | string, readonly name: string, readonly doc: Y.Doc, options: ProviderOptions = {}) {
    super()
    this.connection = typeof connection === 'string' ? new LiveConnection(connection) : connection
    this.awareness = options.awareness ?? new Awareness(doc)
    const keeps = (options.store ?? options.person !== undefined) && typeof indexedDB !== 'undefined'
    this.store = keeps ? new LocalStore(`${options.person ?? ''} ${name}`) : null
    this.outbox = new Outbox(this.store)
    doc.on('update', this.onDocUpdate)
    this.awareness.on('update', this.onAwarenessUpdate)
    this.offs.push(
      this.connection.on('status', event => { this.emit('status', event); this.look() }),
      this.connection.on('connection-close', event => this.emit('connection-close', event)),
      this.connection.on('connection-error', event => this.emit('connection-error', event)))
    if (typeof window !== 'undefined') window.addEventListener('pagehide', this.onLeave)
    this.loaded = this.load()
    if (options.connect !== false) this.connect()
  }

  get unsyncedChanges(): number { return this.outbox.count + this.pending.length }

  connect(): void {
    this.wanted = true
    void this.loaded.then(() => { if (this.wanted && !this.ended) this.connection.attach(this) })
  }

  disconnect(): void {
    this.wanted = false
    this.flush()
    this.connection.detach(this)
    this.lineCut()
  }

  destroy(): void {
    this.disconnect()
    this.frames.cancel()
    this.awareFrames.cancel()
    this.keep()
    this.doc.off('update', this.onDocUpdate)
    this.awareness.off('update', this.onAwarenessUpdate)
    this.offs.forEach(off => off())
    if (typeof window !== 'undefined') window.removeEventListener('pagehide', this.onLeave)
  }

  // What the connection tells. Not for callers.

  joinAgain(): void { void this.join() }

  lineCut(): void {
    this.joining++
    this.joined = false
    this.setSynced(false)
    const others = [...this.awareness.getStates().keys()].filter(client => client !== this.doc.clientID)
    removeAwarenessStates(this.awareness, others, this)
    this.look()
  }

  onUpdate(update: Uint8Array): void { Y.applyUpdate(this.doc, update, this) }

  onAware(update: Uint8Array): void { applyAwarenessUpdate(this.awareness, update, this) }

  onSaved(number: number): void {
    if (!this.joined) return
    this.outbox.settle(number)
    this.look()
  }

  onStatus(retrying: boolean): void {
    this.retrying = retrying
    this.look()
  }

  onRight(right: Right): void {
    this.right = right
    this.emit('right', right)
  }

  onRefused(refusal: Refusal): void {
    if (refusal.code === 'clock-gap' && !this.sendsAll) {
      // Something between was lost on the way; the document has it.
      this.sendsAll = true
      this.lineCut()
      return this.joinAgain()
    }
    this.outbox.clear()
    this.end('refused')
    // Told when the browser's copy is gone, so that whoever opens the document again at once does not find it.
    void Promise.resolve(this.store?.clear()).catch(() => undefined).then(() => this.emit('refused', refusal))
  }

  onClosed(refusal: Refusal): void {
    if (refusal.code === 'storage-unavailable' || refusal.code === 'rate-exceeded') {
      // Nothing is wrong with the edits: keep them and come back.
      this.lineCut()
      return this.joinLater()
    }
    this.end('closed')
    this.emit('closed', refusal)
  }

  private async load(): Promise<void> {
    if (!this.store) return
    try {
      const { state, queue } = await this.store.load()
      if (state) Y.applyUpdate(this.doc, state, this)
      for (const { id, update } of queue) {
        Y.applyUpdate(this.doc, update, this)
        this.outbox.restore(id, update)
      }
      this.hasCopy = state !== null || queue.length > 0
    } catch {
      // Without the browser's store everything works but a closed tab.
    }
    this.look()
  }

  private async join(): Promise<void> {
    const turn = ++this.joining
    this.joined = false
    let reply: JoinReply
    try {
      reply = await this.connection.invoke<JoinReply>('Join', this.name, Y.encodeStateVector(this.doc))
    } catch {
      if (turn === this.joining) this.joinLater()
      return
    }
    if (turn !== this.joining || !this.wanted) return
    if (reply.refusal) return this.onClosed(reply.refusal)
    this.onUpdate(reply.update)
    if (reply.awareness) this.onAware(reply.awareness)
    this.onRight(reply.right)
    this.outbox.restart()
    this.joined = true
    if (allows(reply.right, 'edit')) this.bringBack(reply.stateVector)
    this.flush()
    // A higher clock than the one that the others saw leave.
    if (this.awareness.getLocalState() !== null) this.awareness.setLocalState(this.awareness.getLocalState())
    this.setSynced(true)
    this.keepLater()
    this.look()
  }

  private joinLater(): void {
    setTimeout(() => { if (this.wanted && !this.joined && this.connection.status === 'connected') this.joinAgain() }, 1_000)
  }

  /** What the server lacks and this tab's queue does not hold: others' edits that a crash lost, or a copy from this browser. */
  private bringBack(stateVector: Uint8Array): void {
    const known = this.sendsAll ? stateVector : this.outbox.cover(stateVector)
    const update = Y.encodeStateAsUpdate(this.doc, known)
    if (update.length > 2) void this.connection.send('Reply', this.name, this.sendsAll ? this.outbox.replace() : this.outbox.expect(), update)
    this.sendsAll = false
  }

  private flush(): void {
    if (this.pending.length > 0) {
      this.outbox.add(this.pending.length === 1 ? this.pending[0]! : Y.mergeUpdates(this.pending))
      this.pending = []
    }
    if (this.joined) {
      for (const { number, update } of this.outbox.take()) void this.connection.send('Push', this.name, number, update)
    }
    this.look()
  }

  private sendAwareness(): void {
    if (this.joined && this.awareness.getLocalState() !== null) {
      void this.connection.send('Aware', this.name, encodeAwarenessUpdate(this.awareness, [this.doc.clientID]))
    }
  }

  private readonly onDocUpdate = (update: Uint8Array, origin: unknown): void => {
    this.keepLater()
    if (origin === this || this.ended) return
    this.pending.push(update)
    this.frames.request()
    this.look()
  }

  private readonly onAwarenessUpdate = (_changes: unknown, origin: unknown): void => {
    if (origin === 'local') this.awareFrames.request()
  }

  private readonly onLeave = (): void => {
    this.flush()
    this.keep()
  }

  private keepLater(): void {
    if (this.store) this.keepTimer ??= setTimeout(() => this.keep(), 3_000)
  }

  private keep(): void {
    clearTimeout(this.keepTimer)
    this.keepTimer = undefined
    if (this.store && !this.ended && (this.synced || this.hasCopy)) {
      this.hasCopy = true
      void this.store.keepState(Y.encodeStateAsUpdate(this.doc)).catch(() => undefined)
    }
  }

  private end(why: 'refused' | 'closed'): void {
    this.ended = why
    this.frames.cancel()
    this.pending = []
    this.connection.detach(this)
    this.lineCut()
  }

  private setSynced(synced: boolean): void {
    if (this.synced === synced) return
    this.synced = synced
    this.emit('sync', synced)
  }

  private count = 0

  /** Works out the state; says so where it changed. */
  private look(): void {
    const count = this.unsyncedChanges
    if (count !== this.count) this.emit('unsynced-changes', this.count = count)
    const state: State = this.ended ?? (!this.joined
      ? (this.hasCopy || count > 0 || this.state !== 'loading' ? 'offline' : 'loading')
      : count === 0 ? 'saved' : this.retrying ? 'retrying' : 'saving')
    if (state !== this.state) this.emit('state', this.state = state)
  }
}
