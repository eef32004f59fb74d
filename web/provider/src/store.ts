/** What this browser keeps of one person's document: the document itself, and the person's own edits that the server has not saved yet. */
export class LocalStore {
  private db: Promise<IDBDatabase> | null = null

  constructor(private readonly key: string) {}

  /** The document as it was kept, and unsaved edits, oldest first. */
  async load(): Promise<{ state: Uint8Array | null, queue: { id: number, update: Uint8Array }[] }> {
    const state = await this.run<Uint8Array | undefined>('documents', 'readonly', store => store.get(this.key))
    const ids = await this.run<IDBValidKey[]>('queue', 'readonly', store => store.index('key').getAllKeys(this.key))
    const rows = await this.run<{ update: Uint8Array }[]>('queue', 'readonly', store => store.index('key').getAll(this.key))
    return { state: state ?? null, queue: rows.map((row, i) => ({ id: ids[i] as number, update: row.update })) }
  }

  async keepState(state: Uint8Array): Promise<void> {
    await this.run('documents', 'readwrite', store => store.put(state, this.key))
  }

  /** Keeps an edit until it is saved; returns its id. */
  async keepEdit(update: Uint8Array): Promise<number> {
    return await this.run<IDBValidKey>('queue', 'readwrite', store => store.add({ key: this.key, update })) as number
  }

  async dropEdit(id: number): Promise<void> {
    await this.run('queue', 'readwrite', store => store.delete(id))
  }

  /** Forgets the document and its unsaved edits: they were refused. */
  async clear(): Promise<void> {
    const ids = await this.run<IDBValidKey[]>('queue', 'readonly', store => store.index('key').getAllKeys(this.key))
    for (const id of ids) await this.dropEdit(id as number)
    await this.run('documents', 'readwrite', store => store.delete(this.key))
  }

  private async run<T>(name: string, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    const db = await (this.db ??= open())
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(name, mode)
      const request = act(transaction.objectStore(name))
      transaction.oncomplete = () => resolve(request.result as T)
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error)
    })
  }
}

const open = (): Promise<IDBDatabase> => new Promise((resolve, reject) => {
  const request = indexedDB.open('reallearning', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('documents')
    request.result.createObjectStore('queue', { autoIncrement: true }).createIndex('key', 'key')
  }
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})
