import type { Editor } from '@tiptap/core'
import * as Y from 'yjs'
import type { AuthorsReply } from '../../lib/api.js'
import { keyOf, Ledger, UNKNOWN, type Author } from './ledger.js'
import { runAt, showAuthors, type Look } from './plugin.js'
import type { Run } from './runs.js'

/** Where an editor asks who wrote its text, and who they are. */
export interface AuthorsSource {
  load: () => Promise<AuthorsReply>
  /** Names that are not known yet are asked for. */
  meet: (ids: string[]) => void
  nameOf: (id: string) => string
  colourOf: (id: string) => string
}

/** An author in the list of them. */
export interface Entry extends Look { key: string, /** Share of the words, 0 to 100. */ share: number }

/** Least time between two questions to the server, in milliseconds. */
const ASK_MS = 3_000

/** Lines below the words, of which the last is for what is not verified and the one before for what is not known. */
export const LINES = 5
export const NOT_VERIFIED = LINES
export const NOT_KNOWN = LINES + 1

const GREY = '#5f5b54'

/** Shows who wrote what, from when it is made until it is ended. */
export class Authoring {
  entries = $state.raw<Entry[]>([])
  /** Whose the words at the caret are, in words. */
  here = $state('')
  /** What was last gone to, in words. */
  found = $state('')
  whole = $state(true)
  private near: string | null = null
  private ledger: Ledger | null = null
  /** In the order in which they are met, so that nobody's line changes. */
  private readonly order: string[] = []
  /** Those whose look was known when the text was drawn last. */
  private drawn = new Set<string>()
  private met = $state.raw<readonly Author[]>([])
  private runs: readonly Run[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private askedAt = 0
  private shownAt = -1
  /** Where the caret was put as words were gone to. */
  private gone = -1
  private isEnded = false

  constructor(private readonly editor: Editor, private readonly doc: Y.Doc, private readonly me: string | null, private readonly source: AuthorsSource) {}

  /** Rejects where the server does not say. */
  async begin(): Promise<void> {
    await this.ask()
  }

  end(): void {
    this.isEnded = true
    clearTimeout(this.timer)
    if (!this.editor.isDestroyed) showAuthors(this.editor.view, null)
  }

  /** What they are called at the moment. */
  get names(): string { return this.met.map(author => this.lookOf(keyOf(author), author).label).join() }

  /** To be called where names have changed, too. */
  show(): void {
    if (!this.ledger || this.isEnded) return
    this.drawn = new Set(this.order)
    const looks = new Map(this.order.map(key => [key, this.lookOf(key)]))
    showAuthors(this.editor.view, { ledger: this.ledger, looks, near: this.near })
  }

  look(key: string | null): void {
    if (this.near === key) return
    this.near = key
    this.show()
  }

  /** Brings the next words of an author onto the screen; the caret stands behind them. */
  go(key: string): void {
    const own = this.runs.filter(run => run.key === key)
    const run = own[this.shownAt = (this.shownAt + 1) % Math.max(1, own.length)]
    if (!run) return
    const { editor } = this
    const at = Math.min(run.to, editor.state.doc.content.size)
    if (editor.isEditable && !run.isBlock) editor.commands.setTextSelection(at)
    this.gone = editor.state.selection.head
    const node = editor.view.domAtPos(run.isBlock ? run.from : run.from + 1).node
    const element = node instanceof Element ? node : node.parentElement
    element?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
    const words = editor.state.doc.textBetween(run.from, Math.min(run.to, run.from + 80), ' ').trim()
    this.found = `${this.lookOf(key).label}, ${this.shownAt + 1} of ${own.length}: ${words ? `“${words}”` : 'a block'}`
  }

  /** The editor has drawn. */
  took(runs: readonly Run[], isBehind: boolean): void {
    this.runs = runs
    for (const { key, author } of runs) {
      if (author.standing === 'server' || this.order.includes(key)) continue
      this.order.push(key)
      this.met = [...this.met, author]
    }
    const isNew = this.order.some(key => !this.drawn.has(key))
    this.count()
    this.point()
    if (isBehind) this.askLater()
    // Their looks were not known when it was drawn.
    if (isNew) queueMicrotask(() => this.show())
  }

  /** The caret is elsewhere. */
  point(): void {
    const { head } = this.editor.state.selection
    if (head !== this.gone) this.found = ''
    const run = this.ledger && runAt(this.editor.state, head)
    this.here = !run ? '' : this.lookOf(run.key, run.author).label
  }

  private count(): void {
    const lengths = new Map<string, number>()
    let all = 0
    for (const { key, from, to, isBlock } of this.runs) {
      if (isBlock) continue
      lengths.set(key, (lengths.get(key) ?? 0) + to - from)
      all += to - from
    }
    this.entries = this.order
      .filter(key => this.runs.some(run => run.key === key))
      .map(key => ({ key, share: all === 0 ? 0 : Math.round((lengths.get(key) ?? 0) / all * 100), ...this.lookOf(key) }))
      .sort((a, b) => b.share - a.share)
  }

  private lookOf(key: string, { standing, by, broughtBy }: Author = this.met.find(author => keyOf(author) === key) ?? UNKNOWN): Look {
    const name = (id: string): string => id === this.me ? 'You' : this.source.nameOf(id)
    if (standing === 'server') return { colour: GREY, line: 0, label: 'Given with the page' }
    if (standing === 'unknown') return { colour: GREY, line: NOT_KNOWN, label: 'Author not known' }
    const people = this.order.filter(other => other.startsWith('verified '))
    if (standing === 'verified') return { colour: this.source.colourOf(by!), line: people.indexOf(key) % LINES, label: name(by!) }
    return { colour: by ? this.source.colourOf(by) : GREY, line: NOT_VERIFIED, label: `${by ? name(by) : 'Somebody'}, not verified: brought by ${name(broughtBy!)}` }
  }

  private async ask(): Promise<void> {
    this.askedAt = Date.now()
    const asked = Y.decodeStateVector(Y.encodeStateVector(this.doc))
    const reply = await this.source.load()
    if (this.isEnded || this.editor.isDestroyed) return
    this.whole = reply.whole
    this.ledger = new Ledger(reply, asked, this.me && this.editor.isEditable ? { client: this.doc.clientID, id: this.me } : null)
    this.source.meet([...new Set(reply.authors.flatMap(({ by, broughtBy }) => [by, broughtBy]).filter(id => id !== null))])
    this.show()
  }

  private askLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      // Without a line it is asked again with the next change.
      void this.ask().catch(() => undefined)
    }, Math.max(500, this.askedAt + ASK_MS - Date.now()))
  }
}
