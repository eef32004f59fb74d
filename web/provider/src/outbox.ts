import * as Y from 'yjs'
import type { LocalStore } from './store.js'

interface Entry {
  /** The number under which it was pushed in this join; 0 while it was not. */
  number: number
  update: Uint8Array
  stored: Promise<number | null>
}

/** A person's own edits that the server has not said are saved, in order. */
export class Outbox {
  private entries: Entry[] = []
  private last = 0

  constructor(private readonly store: LocalStore | null) {}

  get count(): number { return this.entries.length }

  /** Takes edits of this tab, and keeps them in the browser. */
  add(update: Uint8Array): void {
    const stored = this.store?.keepEdit(update).catch(() => null) ?? Promise.resolve(null)
    this.entries.push({ number: 0, update, stored })
  }

  /** Takes an edit that the browser kept from before. */
  restore(id: number, update: Uint8Array): void {
    this.entries.push({ number: 0, update, stored: Promise.resolve(id) })
  }

  /** A new join: nothing of it was pushed yet. Numbers go on rising, so that a late word about the join before settles nothing of this one. */
  restart(): void {
    this.entries = this.entries.filter(entry => entry.update.length > 0)
    for (const entry of this.entries) entry.number = 0
  }

  /** What is to be pushed now, each with its number. */
  *take(): Generator<{ number: number, update: Uint8Array }> {
    for (const entry of this.entries) {
      if (entry.number === 0) {
        entry.number = ++this.last
        yield { number: entry.number, update: entry.update }
      }
    }
  }

  /** Waits for something that is in no queue: a sync reply. Returns its number. */
  expect(): number {
    this.entries.push({ number: ++this.last, update: new Uint8Array(0), stored: Promise.resolve(null) })
    return this.last
  }

  /** What waits was refused. */
  clear(): void { this.entries = [] }

  /** Everything waits for one reply that carries all of it; its number. */
  replace(): number {
    for (const entry of this.entries) entry.number = this.last + 1
    return this.expect()
  }

  /** The server has everything up to this number on disk. */
  settle(number: number): void {
    const saved = this.entries.filter(entry => entry.number > 0 && entry.number <= number)
    this.entries = this.entries.filter(entry => entry.number === 0 || entry.number > number)
    for (const entry of saved) void entry.stored.then(id => { if (id !== null) void this.store?.dropEdit(id).catch(() => undefined) })
  }

  /** A state vector moved on by what waits here. */
  cover(stateVector: Uint8Array): Uint8Array {
    const clocks = Y.decodeStateVector(stateVector)
    for (const { update } of this.entries) {
      if (update.length === 0) continue
      for (const [client, clock] of Y.parseUpdateMeta(update).to) clocks.set(client, Math.max(clocks.get(client) ?? 0, clock))
    }
    return Y.encodeStateVector(clocks)
  }
}
