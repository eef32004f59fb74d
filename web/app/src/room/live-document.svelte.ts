import { allows, LiveProvider, type Refusal, type Right, type State } from '@reallearning/provider'
import * as Y from 'yjs'
import { notices } from '../lib/notices.svelte.js'
import { session } from '../lib/session.svelte.js'

/** One document of the server, for screens. After a refused write it starts anew, with a word to the person. */
export class LiveDocument {
  doc = $state.raw(new Y.Doc())
  provider = $state.raw<LiveProvider | null>(null)
  state = $state<State>('loading')
  synced = $state(false)
  /** There is something to show: the server's state, or this browser's copy of it. */
  ready = $state(false)
  right = $state<Right>('none')
  unsaved = $state(0)
  closed = $state.raw<Refusal | null>(null)

  constructor(readonly name: string) { this.open() }

  get mayEdit(): boolean { return allows(this.right, 'edit') }
  get mayComment(): boolean { return allows(this.right, 'comment') }

  destroy(): void {
    this.provider?.destroy()
    this.doc.destroy()
  }

  private open(): void {
    const doc = new Y.Doc()
    const provider = new LiveProvider(session.connection, this.name, doc, { person: session.me?.id ?? '' })
    const isOurs = (): boolean => this.provider === provider
    provider.on('state', state => { if (isOurs()) this.state = state })
    provider.on('unsynced-changes', unsaved => { if (isOurs()) this.unsaved = unsaved })
    provider.on('right', right => { if (isOurs()) this.right = right })
    provider.on('sync', synced => {
      if (!isOurs()) return
      this.synced = synced
      this.ready ||= synced
    })
    provider.on('closed', refusal => { if (isOurs()) this.closed = refusal })
    provider.on('refused', refusal => {
      if (!isOurs()) return
      notices.tell(`${refusal.message} The text was loaded again as it is on the server.`, 'error')
      this.destroy()
      this.open()
    })
    void provider.loaded.then(() => { if (isOurs()) this.ready ||= doc.store.clients.size > 0 })
    this.doc = doc
    this.provider = provider
    this.state = 'loading'
    this.unsaved = 0
  }
}
