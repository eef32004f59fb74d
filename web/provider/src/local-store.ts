import * as Y from 'yjs'
import { transact } from './database.js'
import type { EditMark, KeptEdit, OfflineStore, RefusedEdit } from './store.js'

interface Copy { state: Uint8Array, vector: Uint8Array, at: number }
interface EditRow { key: string, update: Uint8Array }
type AsideRow = Omit<RefusedEdit, 'id'> & { key: string }

/** Bounds of what a browser keeps, for all documents together and for one. */
export interface StoreLimits {
  /** Copies of documents; beyond them the ones that were used longest ago go. */
  copiesMax: number
  /** A document larger than this, in bytes, is not copied. */
  copyBytesMax: number
  /** Refused edits of one person in one document; beyond them the oldest go. */
  refusedMax: number
}

const limitsByDefault: StoreLimits = { copiesMax: 50, copyBytesMax: 16 << 20, refusedMax: 20 }

/** An OfflineStore in IndexedDB. Several tabs may use one at the same time. */
export class LocalStore implements OfflineStore {
  private readonly limits: StoreLimits

  constructor(private readonly key: string, limits: Partial<StoreLimits> = {}) { this.limits = { ...limitsByDefault, ...limits } }

  async load(): Promise<{ copy: Uint8Array | null, edits: KeptEdit[] }> {
    const read = await transact(['copies', 'queue'], 'readonly', transaction => {
      const copy = transaction.objectStore('copies').get(this.key) as IDBRequest<Copy | undefined>
      const rows = all<EditRow>(transaction.objectStore('queue').index('key'), this.key)
      return { get result() { return { copy: copy.result?.state ?? null, edits: rows.map(({ id, value }) => ({ id, update: value.update })) } } }
    })
    return read
  }

  async keepEdit(update: Uint8Array): Promise<number> {
    const row: EditRow = { key: this.key, update }
    return await this.withRoom(() => transact(['queue'], 'readwrite', transaction => transaction.objectStore('queue').add(row))) as number
  }

  async growEdit(id: number, update: Uint8Array): Promise<void> {
    const row: EditRow = { key: this.key, update }
    await this.withRoom(() => transact(['queue'], 'readwrite', transaction => transaction.objectStore('queue').put(row, id)))
  }

  async dropEdit(edit: EditMark): Promise<void> {
    await transact<void>(['queue'], 'readwrite', transaction => drop(transaction.objectStore('queue'), edit))
  }

  async keepCopy(state: Uint8Array, vector: Uint8Array): Promise<void> {
    if (state.byteLength > this.limits.copyBytesMax) return await this.dropCopy()
    await transact<void>(['copies'], 'readwrite', transaction => {
      const copies = transaction.objectStore('copies')
      const request = copies.get(this.key) as IDBRequest<Copy | undefined>
      request.onsuccess = () => {
        copies.put(newer(request.result, { state, vector, at: Date.now() }), this.key)
        this.trim(copies)
      }
    })
  }

  async dropCopy(): Promise<void> {
    await transact(['copies'], 'readwrite', transaction => transaction.objectStore('copies').delete(this.key))
  }

  async setAside(edits: EditMark[], refused: Omit<RefusedEdit, 'id'>): Promise<void> {
    await transact<void>(['queue', 'copies', 'aside'], 'readwrite', transaction => {
      for (const edit of edits) drop(transaction.objectStore('queue'), edit)
      transaction.objectStore('copies').delete(this.key)
      const aside = transaction.objectStore('aside')
      aside.add({ ...refused, key: this.key } satisfies AsideRow)
      const keys = aside.index('key').getAllKeys(this.key)
      keys.onsuccess = () => { for (const id of keys.result.slice(0, -this.limits.refusedMax)) aside.delete(id) }
    })
  }

  async refused(): Promise<RefusedEdit[]> {
    return await transact(['aside'], 'readonly', transaction => {
      const rows = all<AsideRow>(transaction.objectStore('aside').index('key'), this.key)
      return { get result() { return rows.map(({ id, value: { key: _, ...refused } }) => ({ id, ...refused })) } }
    })
  }

  async forgetRefused(id: number): Promise<void> {
    await transact(['aside'], 'readwrite', transaction => transaction.objectStore('aside').delete(id))
  }

  /** Edits come before copies: where there is no room, all copies go, and it is tried once more. */
  private async withRoom<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error
      await transact(['copies'], 'readwrite', transaction => transaction.objectStore('copies').clear())
      return await act()
    }
  }

  private trim(copies: IDBObjectStore): void {
    const count = copies.count()
    count.onsuccess = () => {
      let extra = count.result - this.limits.copiesMax
      if (extra <= 0) return
      const cursor = copies.index('at').openKeyCursor()
      cursor.onsuccess = () => {
        if (!cursor.result || extra-- <= 0) return
        copies.delete(cursor.result.primaryKey)
        cursor.result.continue()
      }
    }
  }
}

function drop(queue: IDBObjectStore, { id, bytes }: EditMark): void {
  const request = queue.get(id) as IDBRequest<EditRow | undefined>
  request.onsuccess = () => { if (request.result && request.result.update.byteLength <= bytes) queue.delete(id) }
}

/** All rows under a key with their ids; filled when the transaction is complete. */
function all<V>(index: IDBIndex, key: string): { id: number, value: V }[] {
  const rows: { id: number, value: V }[] = []
  const cursor = index.openCursor(key)
  cursor.onsuccess = () => {
    if (!cursor.result) return
    rows.push({ id: cursor.result.primaryKey as number, value: cursor.result.value as V })
    cursor.result.continue()
  }
  return rows
}

/** Another tab may know what this one does not: then the copy holds both. */
function newer(kept: Copy | undefined, mine: Copy): Copy {
  if (!kept || covers(mine.vector, kept.vector)) return mine
  if (covers(kept.vector, mine.vector)) return { ...kept, at: mine.at }
  const state = Y.mergeUpdates([kept.state, mine.state])
  return { state, vector: Y.encodeStateVectorFromUpdate(state), at: mine.at }
}

function covers(vector: Uint8Array, other: Uint8Array): boolean {
  const clocks = Y.decodeStateVector(vector)
  return [...Y.decodeStateVector(other)].every(([client, clock]) => (clocks.get(client) ?? 0) >= clock)
}
