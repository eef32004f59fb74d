import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { anchorOf, resolve, type Anchor } from './anchors.js'
import { flatten, trim, type FlatText, type Range } from './passages.js'
import type { AnchoredThread, Place } from './types.js'

interface State {
  threads: readonly AnchoredThread[]
  active: string | null
  ranges: Map<string, Range | null>
  marks: DecorationSet
}

export interface CommentsOptions {
  onSelect: (id: string | null) => void
  onPlaces: (places: Map<string, Place>) => void
  /** A local edit rewrote a thread's characters: this is where it is anchored now. */
  onReanchor: (threadId: string, anchor: Anchor) => void
  mayReanchor: () => boolean
}

export const commentsKey = new PluginKey<State>('comments')

/** Tells the plugin which threads there are, and which one is looked at. */
export function showThreads(view: EditorView, threads: readonly AnchoredThread[], active: string | null): void {
  view.dispatch(view.state.tr.setMeta(commentsKey, { threads, active }).setMeta('addToHistory', false))
}

export const comments = (options: CommentsOptions): Plugin<State> => new Plugin<State>({
  key: commentsKey,
  state: {
    init: () => ({ threads: [], active: null, ranges: new Map(), marks: DecorationSet.empty }),
    apply: (tr, old, _, state) => next(tr, old, state),
  },
  props: {
    decorations: state => commentsKey.getState(state)?.marks,
    handleClick: (view, pos) => {
      const state = commentsKey.getState(view.state)!
      const hit = [...state.ranges].filter(([, range]) => range && range.from <= pos && pos <= range.to)
        .sort(([, a], [, b]) => (a!.to - a!.from) - (b!.to - b!.from))[0]
      const id = hit && state.threads.find(thread => thread.id === hit[0] && !thread.resolved)?.id
      if (id || state.active) options.onSelect(id ?? null)
      return false
    },
  },
  view: view => new Watch(view, options),
})

function next(tr: Transaction, old: State, state: EditorState): State {
  const told = tr.getMeta(commentsKey) as { threads: readonly AnchoredThread[], active: string | null } | undefined
  const isRemote = tr.getMeta(ySyncPluginKey) !== undefined
  if (!told && !isRemote && !tr.docChanged) return old
  const threads = told?.threads ?? old.threads
  const active = told ? told.active : old.active
  let flat: FlatText | undefined
  const text = (): FlatText => flat ??= flatten(tr.doc)
  const ranges = new Map<string, Range | null>()
  for (const thread of threads) {
    const known = old.ranges.get(thread.id)
    const isNew = !old.threads.some(other => other.id === thread.id && sameAnchor(other, thread))
    if (!isRemote && !isNew && known) ranges.set(thread.id, mapped(known, tr))
    else if (!isRemote && !isNew && !told) ranges.set(thread.id, null)
    else ranges.set(thread.id, resolve(withDoc(state, tr), thread, text).range)
  }
  return { threads, active, ranges, marks: draw(tr, threads, active, ranges) }
}

/** The state as the transaction leaves it; its own is not whole yet. */
const withDoc = (state: EditorState, tr: Transaction): EditorState =>
  new Proxy(state, { get: (target, key) => key === 'doc' ? tr.doc : Reflect.get(target, key, target) })

function mapped({ from, to }: Range, tr: Transaction): Range | null {
  const range = { from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) }
  return range.from < range.to ? range : null
}

const sameAnchor = (a: AnchoredThread, b: AnchoredThread): boolean => sameBytes(a.start, b.start) && sameBytes(a.end, b.end)
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((octet, i) => octet === b[i])

function draw(tr: Transaction, threads: readonly AnchoredThread[], active: string | null, ranges: Map<string, Range | null>): DecorationSet {
  const marks: Decoration[] = []
  for (const { id, resolved } of threads) {
    const range = ranges.get(id)
    if (!range || (resolved && id !== active)) continue
    marks.push(Decoration.inline(range.from, range.to, { class: id === active ? 'thread-mark thread-mark-active' : 'thread-mark', 'data-thread': id }))
  }
  return DecorationSet.create(tr.doc, marks)
}

/** After each frame with a change: tells where passages are, and anchors anew what a local edit rewrote. */
class Watch {
  private frame = 0
  private hasEdited = false
  /** Anchors on their way to the server, each with the one that it replaces. */
  private readonly moved = new Map<string, { to: Anchor, of: AnchoredThread }>()
  private readonly sizes = new ResizeObserver(() => this.request())

  constructor(private readonly view: EditorView, private readonly options: CommentsOptions) {
    this.sizes.observe(view.dom)
    this.request()
  }

  update(view: EditorView, before: EditorState): void {
    if (!view.state.doc.eq(before.doc) && !(ySyncPluginKey.getState(view.state) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin) this.hasEdited = true
    this.request()
  }

  destroy(): void {
    cancelAnimationFrame(this.frame)
    this.sizes.disconnect()
  }

  private request(): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => {
      if (this.view.isDestroyed) return
      if (this.hasEdited) this.follow()
      this.hasEdited = false
      this.tell()
    })
  }

  private follow(): void {
    if (!this.options.mayReanchor()) return
    const { state } = this.view
    const { threads, ranges } = commentsKey.getState(state)!
    const flat = flatten(state.doc)
    for (const thread of threads) {
      const known = ranges.get(thread.id)
      const range = known && trim(flat, known)
      if (!range) continue
      const moved = this.moved.get(thread.id)
      if (moved && !sameAnchor(moved.of, thread)) this.moved.delete(thread.id)
      const now = resolve(state, { ...thread, ...this.moved.get(thread.id)?.to, quote: '' }, () => flat)
      if (!now.broken && now.range?.from === range.from && now.range.to === range.to) continue
      const anchor = anchorOf(state, range)
      if (!anchor) continue
      this.moved.set(thread.id, { to: anchor, of: thread })
      this.options.onReanchor(thread.id, anchor)
    }
    for (const id of this.moved.keys()) if (!threads.some(thread => thread.id === id)) this.moved.delete(id)
  }

  private tell(): void {
    const { threads, ranges } = commentsKey.getState(this.view.state)!
    const top = this.view.dom.closest('[data-testid="editor"]')!.getBoundingClientRect().top
    const places = new Map<string, Place>()
    for (const { id } of threads) {
      const range = ranges.get(id)
      if (!range) places.set(id, { top: 0, orphan: true })
      else places.set(id, { top: Math.max(0, Math.round(this.view.coordsAtPos(Math.min(range.from, this.view.state.doc.content.size)).top - top)), orphan: false })
    }
    this.options.onPlaces(places)
  }
}
