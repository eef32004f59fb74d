import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import * as Y from 'yjs'
import { vi } from 'vitest'
import { closeDatabase } from '../src/database.js'
import { LocalStore } from '../src/local-store.js'
import { NAME, type FakeServer } from './fake-server.js'
import type { Client } from './support.js'

/** A browser with an empty database. */
export const newBrowser = async (): Promise<void> => {
  await closeDatabase()
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
}

export const storeOf = (person: string): LocalStore => new LocalStore(`${person} ${NAME}`)
export const kept = async (person = 'ada'): Promise<number> => (await storeOf(person).load()).edits.length
export const copied = async (person = 'ada'): Promise<string> => {
  const { copy } = await storeOf(person).load()
  const doc = new Y.Doc()
  if (copy) Y.applyUpdate(doc, copy)
  return doc.getText('t').toString()
}

export const untilKept = async (count: number, person = 'ada'): Promise<void> => {
  await vi.waitFor(async () => { if (await kept(person) !== count) throw new Error(`${count} edits are not kept`) }, { timeout: 4_000, interval: 5 })
}
export const untilCopied = async (text: string): Promise<void> => {
  await vi.waitFor(async () => { if (await copied() !== text) throw new Error(`the copy is not ${text}`) }, { timeout: 4_000, interval: 5 })
}

/** A tab that is closed without a word. */
export const kill = (server: FakeServer, client: Client): void => {
  client.provider.connection.hurry = () => undefined
  server.cut(server.lines.filter(line => line.isOpen))
  server.mend()
  client.provider.disconnect()
}

export const errorsOf = (client: Client): unknown[] => {
  const errors: unknown[] = []
  client.provider.on('store-error', error => errors.push(error))
  return errors
}
