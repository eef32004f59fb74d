import * as Y from 'yjs'
import type { EditMark, KeptEdit, OfflineStore } from './store.js'

interface Entry {
  /** The number of the last message that carried it in this join; 0 while it was not sent. */
  number: number
  update: Uint8Array
  /** Its id in the store; null where the store has it not. */
  row: Promise<number | null>
  /** Whether it may still become longer: it is of this tab, and was never sent. */
  grows: boolean
  /** The store did not take it. */
  isUnkept: boolean
}

/** What is not to be sent any more: the whole of it, and what the store has of it. */
export interface GivenUp { update: Uint8Array, kept: Promise<EditMark[]> }

/** Edits that wait become one up to this size, in bytes, so that a day offline is hundreds of messages and not a hundred thousand. */
const GROWN_MAX = 8 << 10

/** A person's own edits that the server has not said are saved, in order. */
export class Outbox {
  private entries: Entry[] = []
  /** Numbers of sync replies that are not known to be saved: what they carry is in no entry. */
  private replies: number[] = []
  /** The last number of the join before; words about it or an earlier one are stale. */
  private base = 0

  /** `nextNumber` gives rising numbers. `onStoreError` hears of each edit that the store did not take. */
  constructor(private readonly store: OfflineStore | null, private readonly nextNumber: () => number, private readonly onStoreError: (error: unknown) => void) {}

  get count(): number { return this.entries.length + this.replies.length }

  /** Whether a sync reply is under way. */
  get hasReplies(): boolean { return this.replies.length > 0 }

  /** Whether the store has everything that waits. */
  get isKept(): boolean { return this.store !== null && !this.entries.some(entry => entry.isUnkept) }

  /** Takes edits of this tab, and keeps them in the store. */
  add(update: Uint8Array): void {
    const last = this.entries.at(-1)
    if (last?.grows && last.update.byteLength + update.byteLength <= GROWN_MAX) {
      last.update = Y.mergeUpdates([last.update, update])
      this.keep(last)
    } else {
      const entry: Entry = { number: 0, update, row: Promise.resolve(null), grows: true, isUnkept: false }
      this.entries.push(entry)
      this.keep(entry)
    }
  }

  /** Takes edits that the store kept from before. */
  restore(edits: KeptEdit[]): void {
    const entries = edits.map(({ id, update }): Entry => ({ number: 0, update, row: Promise.resolve(id), grows: false, isUnkept: false }))
    this.entries = [...entries, ...this.entries]
  }

  /** A new join: nothing of it was sent yet. */
  restart(): void {
    this.base = this.nextNumber()
    this.replies = []
    for (const entry of this.entries) entry.number = 0
  }

  /** Whether a word about this number speaks of the present join. */
  isOfThisJoin(number: number): boolean { return number > this.base }

  /** What is to be sent now, each with what gives it a number for each message that carries a part of it. */
  *take(): Generator<{ update: Uint8Array, number: () => number }> {
    for (const entry of this.entries) {
      if (entry.number !== 0) continue
      entry.grows = false
      yield { update: entry.update, number: () => entry.number = this.nextNumber() }
    }
  }

  /** Waits for a sync reply; its number. */
  expect(): number {
    const number = this.nextNumber()
    this.replies.push(number)
    return number
  }

  /** A sync reply up to this number carries all that waits. */
  carriedBy(number: number): void {
    for (const entry of this.entries) Object.assign(entry, { number, grows: false })
  }

  /** The server has everything up to this number on disk. */
  settle(number: number): void {
    const isSaved = (entry: Entry): boolean => entry.number > 0 && entry.number <= number
    this.entries.filter(isSaved).forEach(entry => this.forget(entry))
    this.entries = this.entries.filter(entry => !isSaved(entry))
    this.replies = this.replies.filter(reply => reply > number)
  }

  /**
   * Gives up what was refused: everything from this number on, and what was not sent yet. What was sent before it has been taken; it stays in the
   * store until it is known to be saved.
   */
  refuse(number: number): GivenUp {
    const refused = this.entries.filter(entry => entry.number === 0 || entry.number >= number)
    this.entries = []
    this.replies = []
    return this.giveUp(refused)
  }

  /** Gives up what builds on something that the document lacks, and keeps the rest in the store; null where there is no such thing. */
  refuseUnfounded(doc: Y.Doc): GivenUp | null {
    if (doc.store.pendingStructs === null) return null
    const unfounded = this.entries.filter(({ update }) => [...Y.parseUpdateMeta(update).to].some(([client, clock]) => clock > Y.getState(doc.store, client)))
    if (unfounded.length === 0) return null
    this.entries = []
    this.replies = []
    return this.giveUp(unfounded)
  }

  /** A state vector moved on by what waits here. */
  cover(stateVector: Uint8Array): Uint8Array {
    const clocks = Y.decodeStateVector(stateVector)
    for (const { update } of this.entries) {
      const { from, to } = Y.parseUpdateMeta(update)
      for (const [client, clock] of to) {
        const known = clocks.get(client) ?? 0
        if (from.get(client)! <= known) clocks.set(client, Math.max(known, clock))
      }
    }
    return Y.encodeStateVector(clocks)
  }

  private keep(entry: Entry): void {
    const { store } = this
    if (!store) return
    const { update, row } = entry
    entry.row = row.then(async id => {
      try {
        if (id !== null) await store.growEdit(id, update)
        const kept = id ?? await store.keepEdit(update)
        entry.isUnkept = false
        return kept
      } catch (error) {
        entry.isUnkept = true
        this.onStoreError(error)
        return id
      }
    })
  }

  private giveUp(entries: Entry[]): GivenUp {
    const kept = Promise.all(entries.map(async ({ row, update }) => ({ id: await row, bytes: update.byteLength })))
    return { update: mergeAll(entries.map(entry => entry.update)), kept: kept.then(marks => marks.filter((mark): mark is EditMark => mark.id !== null)) }
  }

  private forget(entry: Entry): void {
    void entry.row.then(id => id === null ? undefined : this.store?.dropEdit({ id, bytes: entry.update.byteLength })).catch(() => undefined)
  }
}

/** Merges two by two, since merging all at once takes the square of their number. */
function mergeAll(updates: Uint8Array[]): Uint8Array {
  if (updates.length === 0) return EMPTY
  let merged = updates
  while (merged.length > 1) {
    merged = merged.flatMap((update, i) => i % 2 === 1 ? [] : [i + 1 < merged.length ? Y.mergeUpdates([update, merged[i + 1]!]) : update])
  }
  return merged[0]!
}

/** An update without structs and without deletions. */
const EMPTY = new Uint8Array([0, 0])
