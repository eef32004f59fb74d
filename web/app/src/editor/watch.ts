import type { EditorState } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { anchorOf, resolve, sameAnchor, type Anchor } from './anchors.js'
import { commentsKey, showThreads, type CommentsOptions } from './comments.js'
import { flatten, isAbout, trimIn, type Range } from './passages.js'
import type { SyncChange } from './steady.js'
import type { AnchoredThread, Place } from './types.js'

/** A local edit that inserts fewer characters than this is typing, not moving. */
const MOVED_MIN = 8

/**
 * After each frame with a change: tells where passages are, and anchors anew what a local edit rewrote. Hot: a frame with a keystroke looks only
 * at the threads of the blocks that it changed.
 */
export class Watch {
  private frame = 0
  /** What local edits have touched since the last frame, in positions of the document now. */
  private touched: Range | null = null
  /** Everything may have moved. */
  private all = true
  /** An undo may have brought characters back under other names. */
  private hasUndone = false
  /** Text came back, by a paste or a drag, that may hold a passage that was lost. */
  private hasMoved = false
  private places = new Map<string, Place>()
  /** Anchors on their way to the server, each with the one that it replaces. */
  private readonly moved = new Map<string, { to: Anchor, of: AnchoredThread }>()
  private readonly sizes = new ResizeObserver(() => { this.all = true; this.request() })

  constructor(private readonly view: EditorView, private readonly options: CommentsOptions) {
    this.sizes.observe(view.dom)
    this.request()
  }

  update(view: EditorView, before: EditorState): void {
    const now = commentsKey.getState(view.state)!, was = commentsKey.getState(before)!
    const change = ySyncPluginKey.getState(view.state) as SyncChange | undefined
    const isReplaced = change?.isChangeOrigin === true
    if (isReplaced && change.isUndoRedoOperation === true && view.state.doc !== before.doc) this.hasUndone = true
    if (now.threads !== was.threads || now.active !== was.active || isReplaced) this.all = true
    if (isReplaced && this.touched) this.touched = { from: 0, to: view.state.doc.content.size }
    if (!isReplaced && view.state.doc !== before.doc) this.touch(before, view.state)
    this.request()
  }

  destroy(): void {
    cancelAnimationFrame(this.frame)
    this.sizes.disconnect()
  }

  private touch(before: EditorState, { doc }: EditorState): void {
    const start = before.doc.content.findDiffStart(doc.content)
    const end = before.doc.content.findDiffEnd(doc.content)
    if (start === null || !end) return
    const grown = end.b - end.a
    this.hasMoved ||= end.b - start >= MOVED_MIN
    // The block before and after too: a split or a join rewrites them.
    const from = Math.max(0, blockStart(doc, start) - 1)
    const to = Math.min(doc.content.size, blockEnd(doc, Math.max(end.b, start)) + 1)
    this.touched = this.touched ? { from: Math.min(from, this.touched.from), to: Math.min(doc.content.size, Math.max(to, this.touched.to + grown)) } : { from, to }
  }

  private request(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0
      if (this.view.isDestroyed) return
      const { touched, all } = this
      this.touched = null
      this.all = false
      if (this.hasMoved) this.seek()
      this.hasMoved = false
      if (touched || this.hasUndone) this.follow(this.hasUndone ? { from: 0, to: this.view.state.doc.content.size } : touched!)
      this.hasUndone = false
      if (touched || all) this.tell(all ? null : touched)
    })
  }

  /** Looks for passages without a place once more. */
  private seek(): void {
    const { threads, active, near, ranges } = commentsKey.getState(this.view.state)!
    if (threads.some(({ id, resolved }) => !resolved && !ranges.get(id))) showThreads(this.view, { threads, active, near })
  }

  private follow(touched: Range): void {
    if (!this.options.mayReanchor()) return
    const { state } = this.view
    const { threads, ranges } = commentsKey.getState(state)!
    for (const thread of threads) {
      const known = ranges.get(thread.id)
      if (!known || !meets(known, touched)) continue
      const range = trimIn(state.doc, known)
      if (!range) continue
      const moved = this.moved.get(thread.id)
      if (moved && !sameAnchor(moved.of, thread)) this.moved.delete(thread.id)
      const now = resolve(state, { ...thread, ...this.moved.get(thread.id)?.to, quote: '' }, () => flatten(state.doc))
      if (!now.broken && now.range?.from === range.from && now.range.to === range.to) continue
      const anchor = anchorOf(state, range)
      if (!anchor) continue
      this.moved.set(thread.id, { to: anchor, of: thread })
      this.options.onReanchor(thread.id, anchor)
    }
    for (const id of this.moved.keys()) if (!threads.some(thread => thread.id === id)) this.moved.delete(id)
  }

  /** Measures the passages in a part of the document, or all of them; says so where one is elsewhere than before. */
  private tell(part: Range | null): void {
    const { state, dom } = this.view
    const { threads, ranges } = commentsKey.getState(state)!
    const top = dom.closest('.editor')!.getBoundingClientRect().top
    const places = new Map<string, Place>()
    let isNew = threads.length !== this.places.size
    for (const { id, quote } of threads) {
      const range = ranges.get(id)
      const before = this.places.get(id)
      const place = !range ? { top: 0, orphan: true, strayed: false } : before && !before.orphan && part && !meets(range, part)
        ? before
        : {
            top: Math.max(0, Math.round(this.view.coordsAtPos(Math.min(range.from, state.doc.content.size)).top - top)),
            orphan: false,
            strayed: !isAbout(state.doc.textBetween(range.from, range.to, '\n'), quote),
          }
      places.set(id, place)
      isNew ||= before?.top !== place.top || before.orphan !== place.orphan || before.strayed !== place.strayed
    }
    if (!isNew) return
    this.places = places
    this.options.onPlaces(places)
  }
}

const meets = (a: Range, b: Range): boolean => a.from <= b.to && b.from <= a.to

type Doc = EditorState['doc']

const blockStart = (doc: Doc, pos: number): number => {
  const $pos = doc.resolve(Math.min(pos, doc.content.size))
  return $pos.depth > 0 ? $pos.before(1) : $pos.pos - ($pos.nodeBefore?.nodeSize ?? 0)
}

const blockEnd = (doc: Doc, pos: number): number => {
  const $pos = doc.resolve(Math.min(pos, doc.content.size))
  return $pos.depth > 0 ? $pos.after(1) : $pos.pos + ($pos.nodeAfter?.nodeSize ?? 0)
}
