import type { Refusal } from './wire.js'

/** An edit of one person that the server has not said is saved. */
export interface KeptEdit { id: number, update: Uint8Array }

/** A kept edit as it was when it had so many bytes. Another tab may have made it longer: then it is another one. */
export interface EditMark { id: number, bytes: number }

/** What was refused, set aside for the person who wrote it. */
export interface RefusedEdit extends Refusal {
  id: number
  /** Unix milliseconds. */
  at: number
  /** The words that were not taken, as plain text. */
  words: string
  /** The whole of it: a Yjs update. */
  update: Uint8Array
}

/**
 * What a device keeps of one person's document. IndexedDB is the one that comes along; another can be handed to the provider. Any call may
 * reject: the provider then goes on without, and says that it does.
 */
export interface OfflineStore {
  /** The copy of the document, and edits that are not saved, oldest first. */
  load(): Promise<{ copy: Uint8Array | null, edits: KeptEdit[] }>
  /** Keeps an edit until it is saved; returns its id. */
  keepEdit(update: Uint8Array): Promise<number>
  /** Puts a longer update, which holds what is there, in the place of a kept edit. */
  growEdit(id: number, update: Uint8Array): Promise<void>
  /** The edit is saved. Where another tab has made it longer meanwhile, it stays. */
  dropEdit(edit: EditMark): Promise<void>
  /** Keeps a copy of the document for the next start; beside it its state vector. */
  keepCopy(copy: Uint8Array, stateVector: Uint8Array): Promise<void>
  dropCopy(): Promise<void>
  /** In one step: the edits are dropped, the copy that holds them goes, and what was refused is set aside. */
  setAside(edits: EditMark[], refused: Omit<RefusedEdit, 'id'>): Promise<void>
  /** What was set aside, oldest first. */
  refused(): Promise<RefusedEdit[]>
  forgetRefused(id: number): Promise<void>
}
