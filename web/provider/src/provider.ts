import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { LiveConnection, type Status } from './connection.js'
import { Copy } from './copy.js'
import { attempt, Emitter } from './emitter.js'
import { Frames } from './frames.js'
import { LocalStore } from './local-store.js'
import type { ProviderEvents, ProviderOptions, State } from './options.js'
import { Outbox, type GivenUp } from './outbox.js'
import { watchPage } from './page.js'
import { Presence } from './presence.js'
import { DocumentSession, type SessionListener } from './session.js'
import type { OfflineStore, RefusedEdit } from './store.js'
import type { Refusal, Right } from './wire.js'
import { wordsOf } from './words.js'

/** Keeps one Y.Doc and one document of the server the same. */
export class LiveProvider extends Emitter<ProviderEvents<LiveProvider>> {
  readonly awareness: Awareness | null
  readonly connection: LiveConnection
  status: Status = 'disconnected'
  /** Whether the document is the server's. */
  synced = false
  state: State = 'loading'
  /** Batches of edits that are not known to be on the server's disk. */
  unsyncedChanges = 0
  /** Resolves when the browser's own copy, if any, is in the document, or when the store was given up. */
  readonly loaded: Promise<void>
  private readonly store: OfflineStore | null
  private readonly outbox: Outbox
  private readonly copy: Copy | null
  private readonly presence: Presence | null
  private readonly session: DocumentSession
  private readonly frames = new Frames(() => this.flush())
  private readonly offs: (() => void)[]
  private pending: Uint8Array[] = []
  private wanted = false
  private hasFailed = false
  private hasCopy = false
  private isDestroyed = false
  private ended: 'refused' | 'closed' | null = null

  /** `connection`: a LiveConnection that documents share, or the hub's address. Throws where the document is open on that connection already. */
  constructor(connection: LiveConnection | string, readonly name: string, readonly doc: Y.Doc, private readonly options: ProviderOptions = {}) {
    super()
    this.connection = typeof connection === 'string' ? new LiveConnection(connection, options) : connection
    this.awareness = options.awareness === undefined ? new Awareness(doc) : options.awareness
    this.store = storeOf(name, options)
    this.outbox = new Outbox(this.store, () => this.connection.nextNumber(), this.onStoreError)
    this.copy = this.store && new Copy(this.store, doc, options.copyMs ?? 10_000, this.onStoreError)
    this.presence = this.awareness && new Presence(this.awareness, update => this.session.sendAwareness(update))
    this.session = new DocumentSession({
      connection: this.connection, name, doc, outbox: this.outbox, presence: this.presence,
      updateBytesMax: options.updateBytesMax ?? 4 << 20,
      loaded: () => this.loaded,
    }, this.listener, doc.store.clients.size > 0)
    doc.on('update', this.onDocUpdate)
    doc.on('destroy', this.onDocDestroy)
    this.offs = [this.follow(), watchPage({
      left: () => { this.flush(); this.copy?.flush(); this.presence?.leave() },
      unseen: () => { this.flush(); this.copy?.flush() },
      seen: () => this.presence?.announce(),
      shown: () => this.presence?.announce(),
    })]
    this.loaded = this.load()
    try {
      if (options.connect !== false) this.connect()
    } catch (error) {
      this.destroy()
      throw error
    }
  }

  /** What the room lets this person do; `none` until the document was joined. */
  get right(): Right { return this.session.right }

  /** Whether the store, too, has the edits that are not saved, so that a closed tab loses no more than its last frame. */
  get isKept(): boolean { return this.outbox.isKept }

  /** Connects, and stays connected. A document that was closed is tried again. Throws where it is open on this connection already. */
  connect(): void {
    if (this.isDestroyed || this.ended === 'refused') return
    this.session.attach()
    this.ended = null
    this.wanted = true
    this.look()
  }

  /** Lets go of the line. Edits wait. */
  disconnect(): void {
    this.flush()
    this.wanted = false
    this.session.detach()
  }

  /** Ends for good. The last edits are still sent and waited for, for a moment; the document is left alone. */
  destroy(): void {
    if (this.isDestroyed) return
    this.flush()
    this.copy?.flush()
    this.presence?.leave()
    this.presence?.destroy()
    this.frames.cancel()
    this.doc.off('update', this.onDocUpdate)
    this.doc.off('destroy', this.onDocDestroy)
    this.offs.forEach(off => off())
    if (this.options.awareness === undefined) this.awareness?.destroy()
    this.session.leave(this.options.leaveMsMax ?? 5_000)
    this.isDestroyed = true
    this.emit('destroy', this)
    this.silence()
  }

  /** Resolves when everything written until now is on the server's disk; rejects when the session ends without. */
  whenSaved(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const isOver = this.ended !== null || this.isDestroyed
        if (this.state === 'saved') resolve()
        else if (isOver) reject(new Error(`${this.name} was not saved: ${this.isDestroyed ? 'the provider was destroyed' : this.state}.`))
        return this.state === 'saved' || isOver
      }
      if (look()) return
      const offs = [this.on('state', () => { if (look()) offs.forEach(off => off()) }), this.on('destroy', () => look())]
    })
  }

  /** What was refused of this person's edits in this document and is set aside, oldest first. */
  async refusedEdits(): Promise<RefusedEdit[]> { return await this.store?.refused() ?? [] }

  /** The person has what was refused, or does not want it. */
  async forgetRefused(id: number): Promise<void> { await this.store?.forgetRefused(id) }

  private readonly listener: SessionListener = {
    changed: () => this.look(),
    gather: () => this.gather(),
    right: (right, reason) => this.emit('right', right, reason),
    refused: (given, refusal) => void this.refuse(given, refusal),
    closed: refusal => {
      this.end('closed')
      if (refusal.code === 'no-right' || refusal.code === 'unknown-document') {
        this.copy?.cancel()
        void this.store?.dropCopy().catch(this.onStoreError)
      }
      this.emit('closed', refusal)
    },
  }

  private async load(): Promise<void> {
    if (!this.store) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<void>(resolve => { timer = setTimeout(resolve, this.options.storeMsMax ?? 3_000) })
    await Promise.race([this.take(this.store), late])
    clearTimeout(timer)
  }

  private async take(store: OfflineStore): Promise<void> {
    try {
      const { copy, edits } = await store.load()
      if (this.isDestroyed || this.ended === 'refused') return
      for (const update of copy ? [copy, ...edits.map(edit => edit.update)] : edits.map(edit => edit.update)) attempt(() => Y.applyUpdate(this.doc, update, this))
      this.outbox.restore(edits)
      this.hasCopy = copy !== null
      this.session.send()
      this.look()
    } catch (error) {
      this.onStoreError(error)
    }
  }

  private async refuse({ update, kept }: GivenUp, refusal: Refusal): Promise<void> {
    const refused = { ...refusal, at: Date.now(), words: wordsOf(this.doc, update), update }
    this.end('refused')
    this.copy?.cancel()
    try {
      // Told when the browser's copy is gone, so that whoever opens the document again at once does not find it.
      await this.store?.setAside(await kept, refused)
    } catch (error) {
      this.onStoreError(error)
    }
    this.emit('refused', refused)
  }

  private end(why: 'refused' | 'closed'): void {
    this.ended = why
    this.wanted = false
    this.session.detach()
  }

  /** Puts what this frame brought where what waits is. */
  private gather(): void {
    this.frames.cancel()
    if (this.pending.length > 0) this.outbox.add(this.pending.length === 1 ? this.pending[0]! : Y.mergeUpdates(this.pending))
    this.pending = []
  }

  private flush(): void {
    this.gather()
    this.session.send()
    this.look()
  }

  private readonly onDocUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (this.ended === 'refused' || origin === this) return
    const isFromServer = origin === this.session
    if (!this.ended && (isFromServer || this.session.hasJoined || this.hasCopy)) this.copy?.changed()
    if (isFromServer) return
    if (transaction.local) {
      this.pending.push(update)
      this.frames.request()
    } else {
      this.session.relay(update)
    }
    this.look()
  }

  private readonly onDocDestroy = (): void => this.destroy()

  private readonly onStoreError = (error: unknown): void => this.emit('store-error', error)

  private follow(): () => void {
    const offs = [
      this.connection.on('status', () => this.look()),
      this.connection.on('connection-close', event => {
        this.hasFailed = true
        if (this.wanted) this.emit('connection-close', event, this)
      }),
      this.connection.on('connection-error', event => { if (this.wanted) this.emit('connection-error', event, this) }),
    ]
    return () => offs.forEach(off => off())
  }

  /** Works out everything that listeners follow; says what changed. */
  private look(): void {
    if (this.isDestroyed) return
    const status = this.wanted ? this.connection.status : 'disconnected'
    if (status !== this.status) this.emit('status', { status: this.status = status })
    const synced = this.session.joined
    if (synced !== this.synced) {
      this.synced = synced
      if (synced) this.copy?.changed()
      this.emit('sync', synced)
      this.emit('synced', synced)
    }
    const count = this.outbox.count + (this.pending.length > 0 ? 1 : 0) + (this.session.mayLack ? 1 : 0)
    if (count !== this.unsyncedChanges) this.emit('unsynced-changes', this.unsyncedChanges = count)
    const state = this.ended ?? this.stateNow(count)
    if (state !== this.state) this.emit('state', this.state = state)
  }

  private stateNow(count: number): State {
    const { joined, hasJoined, isRetrying, isShut } = this.session
    if (this.status !== 'connected') return hasJoined || this.hasFailed || this.hasCopy || count > 0 ? 'offline' : 'loading'
    if (joined ? isRetrying && count > 0 : isShut) return 'retrying'
    if (count > 0) return hasJoined || this.hasCopy ? 'saving' : 'loading'
    return hasJoined ? 'saved' : 'loading'
  }
}

function storeOf(name: string, { store, person }: ProviderOptions): OfflineStore | null {
  if (typeof store === 'object') return store
  const keeps = store ?? person !== undefined
  return keeps && typeof indexedDB !== 'undefined' ? new LocalStore(`${person ?? ''} ${name}`) : null
}
