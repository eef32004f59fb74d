// Somebody at a document: one line, in the words of one server. Holds no document, only how far it has heard each writer.
import { Line, frame } from './line.mjs'
import { keystroke, read } from './edits.mjs'

/** Writes under one Yjs client id; `slot` is its place among the writers of its document. */
export class Writer {
  sent = 0
  sentAt = []
  constructor (client, slot) { Object.assign(this, { client, slot }) }
}

/** What a run counts. Only edits that were sent while `isOpen` are timed. */
export class Tally {
  delivered = 0
  disordered = 0
  failures = []
  timedFrom = Infinity
  constructor (latency, savedLatency) { Object.assign(this, { latency, savedLatency }) }
}

export class Person {
  isAccepted = false // by the hub
  savedTo = 0
  unnumbered = 0 // acknowledgements that are of no edit
  heardTo // for each writer of the document
  received = null // what came, for those whose state is compared at the end
  onRun = null
  joinMs = null
  firstBytes = 0

  constructor (document, speech, writers, writer, tally) {
    Object.assign(this, { document, speech, writers, writer, tally })
    this.heardTo = new Int32Array(writers.length)
  }

  /** Resolves once synced. */
  connect (port) {
    this.startedAt = performance.now()
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
      this.line = new Line(port, this.speech.path(this.document), this)
    })
  }

  send (message) { this.line.send(frame(message)) }
  sendFrame (bytes) { this.line.send(bytes) }
  close () { this.line.close() }

  /** The frame of its character number `clock`. Numbers of pushes begin with 1. */
  editFrame (clock) { return frame(this.speech.push(this.document, keystroke(this.writer.client, clock), clock + 1)) }

  /** Sends an edit, and notes when. */
  type (edit) {
    this.writer.sentAt[this.writer.sent++] = performance.now()
    this.line.send(edit)
  }

  /** Brings a whole state, as somebody who was here before does. */
  seed (state) {
    this.unnumbered++
    this.send(this.speech.seed(this.document, state, 1))
  }

  opened () { this.speech.opened(this) }
  heard (bytes, from, to, now) { this.speech.heard(this, bytes, from, to, now) }

  ended (reason) {
    this.tally.failures.push(`${this.document}: ${reason}`)
    this.settle?.reject(new Error(reason))
  }

  synced (bytes, from, to, now) {
    this.received?.push(Buffer.from(bytes.subarray(from, to)))
    if (this.joinMs !== null) return this.update(bytes, from, to, now)
    this.joinMs = now - this.startedAt
    this.firstBytes = to - from
    this.settle.resolve(this)
  }

  update (bytes, from, to, now) {
    this.received?.push(Buffer.from(bytes.subarray(from, to)))
    if (this.writers.length > 0) read(bytes, from, to, this, now)
  }

  awareness () {}

  /** Characters `clock` to `clock + length` of a client. */
  run (client, clock, length, now) {
    const writer = this.writers.byClient.get(client)
    if (!writer || writer === this.writer) return
    const heard = this.heardTo[writer.slot]
    const end = clock + length
    if (end <= heard) return
    const { tally } = this
    if (clock > heard) tally.disordered++
    this.heardTo[writer.slot] = end
    tally.delivered += end - Math.max(clock, heard)
    for (let i = Math.max(clock, heard); i < end; i++) {
      const sentAt = writer.sentAt[i]
      if (sentAt >= tally.timedFrom) tally.latency.add(now - sentAt)
    }
    this.onRun?.(writer, end - Math.max(clock, heard))
  }

  /** Everything of its own up to a number is acknowledged. */
  saved (number, now) {
    if (!this.writer) return
    for (let i = this.savedTo; i < Math.min(number, this.writer.sent); i++) {
      const sentAt = this.writer.sentAt[i]
      if (sentAt >= this.tally.timedFrom) this.tally.savedLatency.add(now - sentAt)
    }
    this.savedTo = Math.max(this.savedTo, number)
  }
}
