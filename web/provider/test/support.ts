import * as Y from 'yjs'
import { vi } from 'vitest'
import { LiveProvider } from '../src/provider.js'
import type { ProviderOptions } from '../src/provider.js'
import type { FakeServer } from './fake-server.js'

export const NAME = 'workspace/abc/content'

export interface Client { doc: Y.Doc, provider: LiveProvider, text: Y.Text, states: string[] }

export const open = (server: FakeServer, options: ProviderOptions = {}): Client => {
  const doc = new Y.Doc()
  const provider = new LiveProvider(server.connection(), NAME, doc, options)
  const states: string[] = []
  provider.on('state', state => states.push(state))
  return { doc, provider, text: doc.getText('t'), states }
}

/** Waits for a condition; vitest's limit of time applies. */
export const until = (condition: () => boolean, what: string): Promise<void> =>
  vi.waitFor(() => { if (!condition()) throw new Error(`still waiting until ${what}`) }, { timeout: 4_000, interval: 5 })

export const state = (client: Client, wanted: string): Promise<void> =>
  until(() => client.provider.state === wanted, `the state is ${wanted}, it is ${client.provider.state}`)
