import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { resolve, sameAnchor, type Anchor } from './anchors.js'
import { mapThreads, type Lost } from './moves.js'
import { flatten, type FlatText, type Range } from './passages.js'
import type { AnchoredThread, Place } from './types.js'
import { Watch } from './watch.js'

/** What is shown: the threads, the one that is looked at, and the one whose card the mouse is on. */
export interface Shown { threads: readonly AnchoredThread[], active: string | null, near: string | null }

export interface CommentsState extends Shown {
  ranges: Map<string, Range | null>
  /** Passages that this person deleted, by thread; they come back with their words. */
  lost: Map<string, Lost>
  marks: DecorationSet
}

export interface CommentsOptions {
  onSelect: (id: string | null) => void
  onPlaces: (places: Map<string, Place>) => void
  /** A local edit rewrote a thread's characters: this is where it is anchored now. */
  onReanchor: (threadId: string, anchor: Anchor) => void
  mayReanchor: () => boolean
}

export const commentsKey = new PluginKey<CommentsState>('comments')

/** A click sets the page's selection a moment before the editor is told; drawing anew would put the editor's old one over it. */
export const flushSelection = (view: EditorView): void => (view as unknown as { domObserver: { flush: () => void } }).domObserver.flush()

/** Tells the plugin what to show. */
export function showThreads(view: EditorView, shown: Shown): void {
  flushSelection(view)
  view.dispatch(view.state.tr.setMeta(commentsKey, shown).setMeta('addToHistory', false))
}

/** The passage of a thread as it is now; null where the text no longer has it. */
export const passageOf = (state: EditorState, id: string): Range | null => commentsKey.getState(state)?.ranges.get(id) ?? null

/** Hot: runs for every keystroke. A local edit only maps what is known; anchors are read again for others' edits and for threads that are new. */
export const comments = (options: CommentsOptions): Plugin<CommentsState> => new Plugin<CommentsState>({
  key: commentsKey,
  state: {
    init: () => ({ threads: [], active: null, near: null, ranges: new Map(), lost: new Map(), marks: DecorationSet.empty }),
    apply: (tr, old, _, state) => next(tr, old, state),
  },
  props: {
    decorations: state => commentsKey.getState(state)?.marks,
    handleClick: (view, pos) => {
      const { ranges, threads, active } = commentsKey.getState(view.state)!
      const hits = threads.filter(({ id, resolved }) => !resolved && holds(ranges.get(id), pos)).map(({ id }) => ({ id, range: ranges.get(id)! }))
      const [hit] = hits.sort((a, b) => (a.range.to - a.range.from) - (b.range.to - b.range.from))
      if (hit || active) options.onSelect(hit?.id ?? null)
      return false
    },
  },
  view: view => new Watch(view, options),
})

const holds = (range: Range | null | undefined, pos: number): boolean => range != null && range.from <= pos && pos <= range.to

function next(tr: Transaction, old: CommentsState, state: EditorState): CommentsState {
  const told = tr.getMeta(commentsKey) as Shown | undefined
  const isReplaced = tr.getMeta(ySyncPluginKey) !== undefined
  if (!told && !isReplaced) {
    if (!tr.docChanged) return old
    const { ranges, lost, found } = mapThreads(tr, old.ranges, old.lost)
    return { ...old, ranges, lost, marks: found ? draw(tr, old, ranges) : old.marks.map(tr.mapping, tr.doc) }
  }
  const { threads, active, near } = told ?? old
  const known = new Map(old.threads.map(thread => [thread.id, thread]))
  let flat: FlatText | undefined
  const text = (): FlatText => flat ??= flatten(tr.doc)
  const now = withDoc(state, tr)
  const ranges = new Map<string, Range | null>()
  for (const thread of threads) {
    const before = known.get(thread.id)
    const range = old.ranges.get(thread.id)
    const isKnown = !isReplaced && range && before && sameAnchor(before, thread)
    ranges.set(thread.id, isKnown ? range : resolve(now, thread, text).range)
  }
  const lost = new Map([...old.lost].filter(([id]) => ranges.get(id) === null))
  return { threads, active, near, ranges, lost, marks: draw(tr, { threads, active, near }, ranges) }
}

/** The state as the transaction leaves it; its own is not whole yet. */
const withDoc = (state: EditorState, tr: Transaction): EditorState =>
  new Proxy(state, { get: (target, key) => key === 'doc' ? tr.doc : Reflect.get(target, key, target) })

function draw(tr: Transaction, { threads, active, near }: Shown, ranges: Map<string, Range | null>): DecorationSet {
  const marks: Decoration[] = []
  for (const { id, resolved } of threads) {
    const range = ranges.get(id)
    if (!range || (resolved && id !== active)) continue
    const looks = id === active ? ' thread-mark-active' : id === near ? ' thread-mark-near' : ''
    marks.push(Decoration.inline(range.from, range.to, { class: `thread-mark${looks}`, 'data-thread': id }))
  }
  return DecorationSet.create(tr.doc, marks)
}
