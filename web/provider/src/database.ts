/**
 * One connection to the browser's database, shared by all documents of a page. Version 1 had no `aside`, and copies without a state vector: those
 * are dropped, since the server has them; edits of every version stay.
 */
const NAME = 'reallearning'
const VERSION = 2

export type Table = 'copies' | 'queue' | 'aside'

let connection: Promise<IDBDatabase> | null = null

/**
 * Does something in one transaction and gives its result once it is complete. Rejects where there is no database, no room in it, or where it stays shut:
 * a private window, a full disk, a browser that has taken it away.
 */
export async function transact<T>(tables: Table[], mode: IDBTransactionMode, act: (transaction: IDBTransaction) => { readonly result: T } | void): Promise<T> {
  const used = connection ??= open()
  try {
    return await once(await used, tables, mode, act)
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error
    // Browsers close connections of their own accord, of tabs that sleep for example.
    forget(used)
    return await once(await (connection ??= open()), tables, mode, act)
  }
}

/** Closes the connection; the next transaction opens another. */
export async function closeDatabase(): Promise<void> {
  const open = connection
  connection = null
  await open?.then(db => db.close(), () => undefined)
}

function once<T>(db: IDBDatabase, tables: Table[], mode: IDBTransactionMode, act: (transaction: IDBTransaction) => { readonly result: T } | void): Promise<T> {
  const transaction = db.transaction(tables, mode)
  const result = act(transaction)
  return new Promise<T>((resolve, reject) => {
    transaction.oncomplete = () => resolve((result as { result: T } | undefined)?.result as T)
    transaction.onabort = () => reject(transaction.error ?? new DOMException('The browser’s store gave up.', 'AbortError'))
  })
}

function open(): Promise<IDBDatabase> {
  const opening = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = event => upgrade(request.result, event.oldVersion)
    request.onsuccess = () => {
      const db = request.result
      // A tab with a newer version must not wait for this one.
      db.onversionchange = () => { db.close(); forget(opening) }
      db.onclose = () => forget(opening)
      resolve(db)
    }
    request.onerror = () => reject(request.error)
  })
  opening.catch(() => forget(opening))
  return opening
}

const forget = (opening: Promise<IDBDatabase>): void => { if (connection === opening) connection = null }

function upgrade(db: IDBDatabase, from: number): void {
  if (from === 1) db.deleteObjectStore('documents')
  else db.createObjectStore('queue', { autoIncrement: true }).createIndex('key', 'key')
  db.createObjectStore('copies').createIndex('at', 'at')
  db.createObjectStore('aside', { autoIncrement: true }).createIndex('key', 'key')
}
