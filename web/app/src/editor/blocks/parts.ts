import { Node as Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state'
import { ReplaceAroundStep } from '@tiptap/pm/transform'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { beginStep } from './undo.js'

/** A page: text, and parts, which are blocks of a deliverable and stand in the page itself, in nothing else. */
export const Page = Extension.create({ name: 'doc', topNode: true, content: '(block | part)+' })

/** Blocks of plain words, which no tool turns into something else. */
const BARE = new Set(['post', 'portrait'])

export const isPart = (node: Node | null | undefined): boolean => node?.type.isInGroup('part') === true

/** Whether the caret is where text has no form: no headings, lists, marks. */
export const isBare = ({ selection }: EditorState): boolean => BARE.has(selection.$from.parent.type.name)

/** Where the page's block with the selection begins; null between blocks. */
export const blockAt = ({ selection: { $from } }: EditorState): number | null => $from.depth > 0 ? $from.before(1) : $from.nodeAfter ? $from.pos : null

/** Puts a part into the page: in the place of an empty paragraph with the caret, else below the block with the caret. */
export const insertPart = (make: (schema: EditorState['schema']) => Node): Command => (state, dispatch) => {
  const at = blockAt(state)
  const block = at === null ? null : state.doc.nodeAt(at)
  const isEmpty = block?.type.name === 'paragraph' && block.content.size === 0
  const from = at === null ? state.selection.from : isEmpty ? at : at + block!.nodeSize
  dispatch?.(select(state.tr.replaceWith(from, isEmpty ? from + block!.nodeSize : from, make(state.schema)), from).scrollIntoView())
  return true
}

/** Moves the page's block at a place before the one above or behind the one below; the caret stays in it. */
export const moveBlock = (direction: -1 | 1, at?: number): Command => (state, dispatch) => {
  const from = at ?? blockAt(state)
  const node = from === null ? null : state.doc.nodeAt(from)
  if (from === null || !node) return false
  const index = state.doc.resolve(from).index()
  if (index + direction < 0 || index + direction >= state.doc.childCount) return false
  const neighbour = state.doc.child(index + direction)
  const to = direction < 0 ? from - neighbour.nodeSize : from + neighbour.nodeSize
  if (dispatch) {
    beginStep(state)
    const { anchor, head } = state.selection
    const isInside = anchor > from && head < from + node.nodeSize
    const tr = state.tr.delete(from, from + node.nodeSize).insert(to, node)
    if (isInside && state.selection instanceof TextSelection) tr.setSelection(TextSelection.create(tr.doc, anchor - from + to, head - from + to))
    else select(tr, to)
    dispatch(tr.scrollIntoView())
  }
  return true
}

/** Takes the page's block at a place away. */
export const removeBlock = (at: number): Command => (state, dispatch) => {
  const node = state.doc.nodeAt(at)
  if (!node) return false
  if (dispatch) {
    beginStep(state)
    const isOnly = state.doc.childCount === 1
    const tr = isOnly ? state.tr.replaceWith(at, at + node.nodeSize, state.schema.nodes.paragraph!.create()) : state.tr.delete(at, at + node.nodeSize)
    dispatch(select(tr, Math.min(at, tr.doc.content.size)).scrollIntoView())
  }
  return true
}

/** Begins a new line below the page's block with the caret. */
export const leaveBlock: Command = (state, dispatch) => {
  const at = blockAt(state)
  const block = at === null ? null : state.doc.nodeAt(at)
  if (at === null || !isPart(block)) return false
  const below = at + block!.nodeSize
  dispatch?.(select(state.tr.insert(below, state.schema.nodes.paragraph!.create()), below).scrollIntoView())
  return true
}

/** The caret goes to the first place for it at or behind a position. */
export const select = (tr: Transaction, at: number): Transaction => tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size))))

const key = new PluginKey('parts')

/** Keeps bare blocks what they are, and tells which part has the caret. */
export const parts = (): Plugin => new Plugin({
  key,
  filterTransaction: tr => !tr.steps.some((step, i) => {
    const before = step instanceof ReplaceAroundStep ? tr.docs[i]!.nodeAt(step.from) : null
    return before !== null && BARE.has(before.type.name) && (step as ReplaceAroundStep).slice.content.firstChild?.type !== before.type
  }),
  props: {
    decorations: state => {
      const at = blockAt(state)
      const node = at === null ? null : state.doc.nodeAt(at)
      return isPart(node) ? DecorationSet.create(state.doc, [Decoration.node(at!, at! + node!.nodeSize, { class: 'has-caret' })]) : null
    },
  },
})
