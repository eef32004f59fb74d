import { allows, LiveProvider, type Refusal, type RefusedEdit, type Right, type State } from '@reallearning/provider'
import * as Y from 'yjs'
import { connection } from '../lib/line.js'
import { notices } from '../lib/notices.svelte.js'
import { session } from '../lib/session.svelte.js'
import { mirror } from './mirror.js'

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
  /** The last try to reach the server failed. */
  unreachable = $state(false)
  /** What this person wrote here that was not taken, set aside for them. */
  refused = $state.raw<RefusedEdit[]>([])
  private copy: Y.Doc | null = null

  constructor(readonly name: string) { this.open() }

  get mayEdit(): boolean { return allows(this.right, 'edit') }
  get mayComment(): boolean { return allows(this.right, 'comment') }

  /** For the editor of somebody who may not write: what it does on its own account reaches nobody. */
  get readable(): Y.Doc { return this.copy ??= mirror(this.doc) }

  destroy(): void {
    this.provider?.destroy()
    this.copy?.destroy()
    this.copy = null
    this.doc.destroy()
  }

  /** The person has what was refused, or does not want it. */
  async forget({ id }: RefusedEdit): Promise<void> {
    // First in the store: a page that is loaded again right after must not ask again.
    await this.provider?.forgetRefused(id).catch(() => undefined)
    this.refused = this.refused.filter(edit => edit.id !== id)
  }

  /** Whether the browser, too, has what is not saved, so that this page may be closed. */
  get isKept(): boolean { return this.provider?.isKept === true }

  private async look(provider: LiveProvider): Promise<void> {
    const edits = await provider.refusedEdits().catch(() => [])
    for (const edit of edits) if (edit.words.trim() === '') void provider.forgetRefused(edit.id)
    if (this.provider === provider) this.refused = edits.filter(edit => edit.words.trim() !== '')
  }

  private open(): void {
    const doc = new Y.Doc()
    const provider = new LiveProvider(connection, this.name, doc, { person: session.me?.id ?? '' })
    const isOurs = (): boolean => this.provider === provider
    provider.on('state', state => { if (isOurs()) this.state = state })
    provider.on('unsynced-changes', unsaved => { if (isOurs()) this.unsaved = unsaved })
    provider.on('right', right => {
      if (!isOurs()) return
      this.right = right
      keepRight(this.name, right)
    })
    provider.on('sync', synced => {
      if (!isOurs()) return
      this.synced = synced
      this.ready ||= synced
    })
    provider.on('connection-error', () => { if (isOurs()) this.unreachable = true })
    provider.on('status', ({ status }) => { if (isOurs() && status === 'connected') this.unreachable = false })
    provider.on('closed', refusal => { if (isOurs()) this.closed = refusal })
    provider.on('refused', refusal => {
      if (!isOurs()) return
      if (refusal.words.trim() === '') notices.tell(`${refusal.message} The text was loaded again as it is on the server.`, 'error')
      this.destroy()
      this.open()
    })
    void provider.loaded.then(() => {
      if (!isOurs()) return
      this.ready ||= doc.store.clients.size > 0
      void this.look(provider)
    })
    this.doc = doc
    this.provider = provider
    // Without a line one goes on as one was let in last; the server decides again when it is back.
    if (this.right === 'none') this.right = keptRight(this.name)
    this.state = 'loading'
    this.synced = false
    this.unsaved = 0
  }
}

const keyOf = (name: string): string => `reallearning-right ${session.me?.id ?? ''} ${name}`
const keptRight = (name: string): Right => (localStorage.getItem(keyOf(name)) as Right | null) ?? 'none'
const keepRight = (name: string, right: Right): void => right === 'none' ? localStorage.removeItem(keyOf(name)) : localStorage.setItem(keyOf(name), right)
