import * as Y from 'yjs'
import type { LiveConnection } from './connection.js'
import { attempt } from './emitter.js'
import type { GivenUp, Outbox } from './outbox.js'
import { pieces, TooLargeError } from './pieces.js'
import type { Presence } from './presence.js'
import { allows, passes, type JoinReply, type Refusal, type Right, type Session } from './wire.js'

/** How often in a row a gap is closed by sending everything, before it counts as a refusal. */
const GAPS_MAX = 2

/** Who is told what becomes of a session. */
export interface SessionListener {
  /** Something that the state is made of has changed. */
  changed(): void
  /** Put what this frame brought into the outbox. */
  gather(): void
  right(right: Right, reason: string): void
  /** Something was not taken and is given up. The session is over. */
  refused(given: GivenUp, refusal: Refusal): void
  closed(refusal: Refusal): void
}

/** What a session works on. */
export interface SessionParts {
  connection: LiveConnection
  name: string
  doc: Y.Doc
  outbox: Outbox
  presence: Presence | null
  updateBytesMax: number
  /** Resolves when what was kept from before is in the document; no join before. */
  loaded: () => Promise<void>
}

/** One document on the line: joins, sends what waits, takes what comes, and knows what is saved. "Door 1" of docs/protocols.md is what it speaks. */
export class DocumentSession implements Session {
  readonly name: string
  joined = false
  hasJoined = false
  right: Right = 'none'
  /** The server's disk refuses; it holds what it was sent in memory. */
  isRetrying = false
  /** The server's store was out of reach at the last try. */
  isShut = false
  isLeaving = false
  private wanted = false
  private joining = 0
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private leaveTimer: ReturnType<typeof setTimeout> | undefined
  /** A right was told since the last call of Join: it is newer than the reply. */
  private toldRight = false
  /** The next join sends everything that the server lacks as one reply. */
  private sendsAll = false
  private gaps = 0

  /** `mayLack`: the document holds what was neither taken from the server nor put in the outbox. */
  constructor(private readonly parts: SessionParts, private readonly listener: SessionListener, public mayLack: boolean) { this.name = parts.name }

  attach(): void {
    this.wanted = true
    this.parts.connection.attach(this)
  }

  detach(): void {
    this.wanted = false
    clearTimeout(this.leaveTimer)
    this.parts.connection.detach(this)
    this.lineCut()
  }

  /** Detaches when everything is saved, at the latest after so many milliseconds. From now on the document is left alone. */
  leave(msMax: number): void {
    this.isLeaving = true
    if (!this.wanted || this.parts.outbox.count === 0) return this.detach()
    this.leaveTimer = setTimeout(() => this.detach(), msMax)
  }

  /** Sends what the outbox has and this join has not carried yet. */
  send(): void {
    if (!this.joined) return
    for (const { update, number } of this.parts.outbox.take()) if (!this.sendPieces('Push', update, number)) return
  }

  /** Something came into the document from elsewhere: others' edits, perhaps under ids of other people, so that it is no push. */
  relay(update: Uint8Array): void {
    if (this.joined && allows(this.right, 'edit')) return void this.sendPieces('Reply', update, () => this.parts.outbox.expect())
    this.mayLack = true
    // Perhaps the server has it: the next reply to a join shows.
    if (this.joined) this.joinAgain()
  }

  sendAwareness(update: Uint8Array): boolean {
    if (this.joined) void this.parts.connection.send('Aware', this.name, update)
    return this.joined
  }

  joinAgain(): void { void this.join() }

  lineCut(): void {
    clearTimeout(this.timer)
    this.joining++
    this.joined = this.isRetrying = false
    if (!this.isLeaving) this.parts.presence?.clear()
    this.listener.changed()
  }

  replaced(): void {
    this.wanted = false
    clearTimeout(this.leaveTimer)
    this.lineCut()
  }

  onUpdate(update: Uint8Array): void {
    if (!this.isLeaving) attempt(() => Y.applyUpdate(this.parts.doc, update, this))
  }

  onAware(update: Uint8Array): void { if (!this.isLeaving) this.parts.presence?.receive(update) }

  onSaved(number: number): void {
    // What was sent before a resync counts as not received.
    if (!this.joined || !this.parts.outbox.isOfThisJoin(number)) return
    this.gaps = 0
    this.parts.outbox.settle(number)
    if (this.isLeaving && this.parts.outbox.count === 0) this.detach()
    this.listener.changed()
  }

  onStatus(retrying: boolean): void {
    this.isRetrying = retrying
    this.listener.changed()
  }

  onRight(right: Right, reason: string): void {
    this.toldRight = true
    this.setRight(right, reason)
  }

  onRefused(number: number, refusal: Refusal): void {
    // What is refused now and was sent in an earlier join was sent again in this one.
    if (!this.joined || !this.parts.outbox.isOfThisJoin(number)) return
    if (passes(refusal.code)) return this.comeBack(refusal)
    if (refusal.code === 'clock-gap' && this.gaps++ < GAPS_MAX) {
      // Something before it was lost on the way; the document has it.
      this.sendsAll = true
      this.lineCut()
      return this.joinAgain()
    }
    this.refuse(number, refusal)
  }

  onClosed(refusal: Refusal): void {
    if (passes(refusal.code)) this.comeBack(refusal)
    else this.listener.closed(refusal)
  }

  private async join(): Promise<void> {
    const { connection, doc, outbox, presence } = this.parts
    clearTimeout(this.timer)
    const turn = ++this.joining
    this.joined = this.toldRight = false
    this.listener.changed()
    await this.parts.loaded()
    if (turn !== this.joining) return
    let reply: JoinReply
    try {
      reply = await connection.invoke<JoinReply>('Join', this.name, Y.encodeStateVector(doc))
    } catch {
      if (turn === this.joining) this.joinLater()
      return
    }
    if (turn !== this.joining || !this.wanted) return
    if (reply.refusal) return this.onClosed(reply.refusal)
    this.onUpdate(reply.update)
    if (reply.awareness) this.onAware(reply.awareness)
    if (!this.toldRight) this.setRight(reply.right, '')
    this.mayLack ||= outbox.hasReplies
    outbox.restart()
    this.joined = this.hasJoined = true
    this.isShut = false
    this.tries = 0
    if (this.isLeaving) return this.send()
    this.listener.gather()
    const unfounded = outbox.refuseUnfounded(doc)
    if (unfounded) return this.listener.refused(unfounded, { code: 'clock-gap', message: 'What you wrote builds on something that is nowhere any more. It was not taken.' })
    if (!this.bringBack(reply)) return
    this.send()
    presence?.announce()
    this.listener.changed()
  }

  /**
   * Sends what the server lacks and no push carries: others' edits that a crash took from it, or what came into the document before. A reader's own
   * is refused here, since it stands nowhere else. False where the session is over.
   */
  private bringBack(reply: JoinReply): boolean {
    const { doc, outbox } = this.parts
    const { sendsAll, mayLack } = this
    this.sendsAll = this.mayLack = false
    const missing = Y.encodeStateAsUpdate(doc, sendsAll ? reply.stateVector : outbox.cover(reply.stateVector))
    if (!allows(this.right, 'edit')) {
      if (!mayLack || Y.parseUpdateMeta(missing).to.size === 0) return true
      this.refuse(0, { code: 'no-right', message: 'You may read this document, not write in it. What you brought was not taken.' })
      return false
    }
    if (missing.byteLength <= EMPTY_BYTES) return true
    return this.sendPieces('Reply', missing, () => outbox.expect(), number => { if (sendsAll) outbox.carriedBy(number) })
  }

  /**
   * Sends an update as one message or as several; false where it is too large for any, and the session is over. `numbered` hears the last number before
   * anything is sent, so that no answer is earlier than what is known about it.
   */
  private sendPieces(method: 'Push' | 'Reply', update: Uint8Array, number: () => number, numbered: (last: number) => void = () => undefined): boolean {
    let parts: Uint8Array[]
    try {
      parts = pieces(update, this.parts.updateBytesMax)
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error
      this.refuse(number(), { code: 'too-large', message: error.message })
      return false
    }
    const numbers = parts.map(number)
    numbered(numbers.at(-1)!)
    parts.forEach((part, i) => void this.parts.connection.send(method, this.name, numbers[i], part))
    return true
  }

  private refuse(number: number, refusal: Refusal): void {
    this.listener.gather()
    this.listener.refused(this.parts.outbox.refuse(number), refusal)
  }

  private setRight(right: Right, reason: string): void {
    if (right === this.right) return
    this.right = right
    this.listener.right(right, reason)
  }

  /** Nothing is wrong with what was sent: keep it, and join again after a while. */
  private comeBack(refusal: Refusal): void {
    this.isShut = refusal.code === 'storage-unavailable'
    this.lineCut()
    this.joinLater()
  }

  private joinLater(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      if (this.wanted && !this.joined && this.parts.connection.status === 'connected') this.joinAgain()
    }, this.parts.connection.backoff(this.tries++))
  }
}

/** An update of no structs and no deletions. */
const EMPTY_BYTES = 2
