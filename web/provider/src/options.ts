import type { Awareness } from 'y-protocols/awareness'
import type { ConnectionOptions, Status } from './connection.js'
import type { OfflineStore, RefusedEdit } from './store.js'
import type { Refusal, Right } from './wire.js'

/** Options of a provider; those of a connection count where it is given an address and makes its own. */
export interface ProviderOptions extends ConnectionOptions {
  /** Default: a new one. With null nothing is told of who is here. */
  awareness?: Awareness | null
  /** Whose edits these are; with the document it is the key of what the browser keeps. */
  person?: string
  /**
   * Where the document and unsaved edits are kept. Default: in IndexedDB where `person` is given and there is one. With false nothing is kept; another
   * store can be handed in.
   */
  store?: boolean | OfflineStore
  /** Whether to connect at once. Default true. */
  connect?: boolean
  /** Largest update that is sent, in bytes; the server's limit. Default 4 MiB. */
  updateBytesMax?: number
  /** How long to wait for the store before going on without, in milliseconds. What it gives later is taken then. Default 3,000. */
  storeMsMax?: number
  /** How often the copy of the document is kept while it changes, in milliseconds. Default 10,000. */
  copyMs?: number
  /** How long a destroyed provider waits for its last edits to be saved, in milliseconds. Default 5,000. */
  leaveMsMax?: number
}

/**
 * Where a document stands, for the one place on the screen that says so. `saved`: everything written here is on the server's disk. `saving`: it is on the
 * way. `offline`: there is no line. `retrying`: the server cannot write to its disk, or is out of reach behind its door; nothing is lost. `refused`,
 * `closed`: the session is over.
 */
export type State = 'loading' | 'saved' | 'saving' | 'offline' | 'retrying' | 'refused' | 'closed'

/** Events and what their listeners get. */
export interface ProviderEvents<Provider> {
  status: [{ status: Status }]
  /** The document is the server's, or no longer known to be. */
  sync: [boolean]
  /** The same. */
  synced: [boolean]
  state: [State]
  right: [Right, reason: string]
  'unsynced-changes': [number]
  'connection-close': [{ error?: Error }, Provider]
  'connection-error': [{ error: Error }, Provider]
  /** The store failed: `provider.isKept` says whether unsaved edits are only in memory now. */
  'store-error': [unknown]
  refused: [Omit<RefusedEdit, 'id'>]
  closed: [Refusal]
  destroy: [Provider]
}
