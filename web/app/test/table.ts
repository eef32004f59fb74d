import './page.js'
import { Editor, Extension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { TextSelection } from '@tiptap/pm/state'
import * as Y from 'yjs'
import { anchorOf } from '../src/editor/anchors.js'
import { comments, passageOf, showThreads } from '../src/editor/comments.js'
import { flatten, trim, wordsOf } from '../src/editor/passages.js'
import { schema } from '../src/editor/schema.js'
import type { AnchoredThread, Place } from '../src/editor/types.js'

/** Two frames of the screen: the first is asked for by an edit, the second comes after what the first has done. */
export const frames = (): Promise<void> => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))))

/** People around one text, and the threads on it as the server keeps them. */
export class Table {
  threads: AnchoredThread[] = []
  readonly seats: Seat[] = []

  /** `keeps`: whether the server hears of anchors that moved, as it does from this app's own editors. */
  constructor(readonly keeps = true) {}

  sit(): Seat {
    const seat = new Seat(this)
    const [first] = this.seats
    if (first) Y.applyUpdate(seat.doc, Y.encodeStateAsUpdate(first.doc), 'line')
    this.seats.push(seat)
    seat.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'line') for (const other of this.seats) if (other !== seat) Y.applyUpdate(other.doc, update, 'line')
    })
    seat.open()
    return seat
  }

  show(): void {
    for (const { editor } of this.seats) showThreads(editor.view, { threads: this.threads, active: null, near: null })
  }

  move(id: string, anchor: { start: Uint8Array, end: Uint8Array }): void {
    if (!this.keeps) return
    this.threads = this.threads.map(thread => thread.id === id ? { ...thread, ...anchor } : thread)
    this.show()
  }

  clear(): void {
    for (const { editor } of this.seats) editor.destroy()
  }
}

/** Somebody's editor. */
export class Seat {
  readonly doc = new Y.Doc()
  editor!: Editor
  places = new Map<string, Place>()

  constructor(private readonly table: Table) {}

  open(): void {
    const element = document.createElement('div')
    element.className = 'editor'
    document.body.append(element)
    const page = document.createElement('div')
    element.append(page)
    this.editor = new Editor({
      element: page,
      extensions: [...schema('workspace/x'), Collaboration.configure({ document: this.doc, field: 'content' }), Extension.create({
        name: 'work',
        addProseMirrorPlugins: () => [comments({ onSelect: () => {}, onPlaces: places => { this.places = places }, mayReanchor: () => true, onReanchor: (id, anchor) => this.table.move(id, anchor) })],
      })],
    })
    showThreads(this.editor.view, { threads: this.table.threads, active: null, near: null })
  }

  write(html: string): void { this.editor.commands.setContent(html) }

  /** From the first words to the last. */
  range(first: string, last = first): { from: number, to: number } {
    const flat = flatten(this.editor.state.doc)
    const start = flat.text.indexOf(first), end = flat.text.indexOf(last, start)
    if (start < 0 || end < 0) throw new Error(`“${first}” to “${last}” is not in “${flat.text}”`)
    return { from: flat.at[start]!, to: flat.at[end + last.length - 1]! + 1 }
  }

  select(first: string, last = first): Editor {
    const { from, to } = this.range(first, last)
    this.editor.view.dispatch(this.editor.state.tr.setSelection(TextSelection.create(this.editor.state.doc, from, to)))
    return this.editor
  }

  comment(id: string, first: string, last = first): void {
    const { state } = this.editor
    const flat = flatten(state.doc), range = trim(flat, this.range(first, last))!
    this.table.threads = [...this.table.threads, { id, ...anchorOf(state, range)!, ...wordsOf(flat, range), resolved: false }]
    this.table.show()
  }

  /** The words of a thread's passage, its blocks parted by bars; null where it is an orphan. */
  passage(id: string): string | null {
    const range = passageOf(this.editor.state, id)
    return range && this.editor.state.doc.textBetween(range.from, range.to, '|')
  }
}
