import * as Y from 'yjs'
import { vi } from 'vitest'
import type { LiveConnection } from '../src/connection.js'
import { LiveProvider } from '../src/provider.js'
import type { ProviderOptions, State } from '../src/options.js'
import { NAME, type FakeServer } from './fake-server.js'

export interface Client { doc: Y.Doc, provider: LiveProvider, text: Y.Text, states: State[] }

/** A provider over a document of its own; each has a line of its own unless one is given. */
export const open = (server: FakeServer, options: ProviderOptions = {}, connection: LiveConnection = server.connection(options.person ?? 'p', options), name = NAME): Client => {
  const doc = new Y.Doc()
  return over(doc, connection, options, name)
}

/** A provider over a document that exists. */
export const over = (doc: Y.Doc, connection: LiveConnection, options: ProviderOptions = {}, name = NAME): Client => {
  const provider = new LiveProvider(connection, name, doc, options)
  const states: State[] = []
  provider.on('state', state => states.push(state))
  return { doc, provider, text: doc.getText('t'), states }
}

/** Waits for a condition; vitest's limit of time applies. */
export const until = (condition: () => boolean, what: string): Promise<void> =>
  vi.waitFor(() => { if (!condition()) throw new Error(`still waiting until ${what}`) }, { timeout: 4_000, interval: 5 })

export const state = (client: Client, wanted: State): Promise<void> =>
  until(() => client.provider.state === wanted, `the state is ${wanted}, it is ${client.provider.state}`)
