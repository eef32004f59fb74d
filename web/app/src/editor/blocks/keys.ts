import { keymap } from '@tiptap/pm/keymap'
import { TextSelection, type Command, type Plugin } from '@tiptap/pm/state'
import { blockAt, isPart, leaveBlock, moveBlock, removeBlock, select } from './parts.js'

/** An empty line at the end of a section leaves it, as a second Enter leaves a list. */
const leaveSection: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  const section = $from.depth === 2 ? $from.node(1) : null
  if (!empty || section?.type.name !== 'section' || section.childCount < 2 || $from.parent.content.size > 0 || $from.parent.type.name !== 'paragraph' || $from.index(1) < section.childCount - 1) return false
  if (dispatch) {
    const tr = state.tr.delete($from.before(), $from.after())
    const below = tr.mapping.map($from.after(1))
    dispatch(select(tr.insert(below, state.schema.nodes.paragraph!.create()), below).scrollIntoView())
  }
  return true
}

/** A name is one line. */
const leaveName: Command = (state, dispatch) => {
  const { $from } = state.selection
  if ($from.parent.type.name !== 'portrait') return false
  dispatch?.(select(state.tr, $from.after()).scrollIntoView())
  return true
}

/** Backspace in a part without words takes it away. */
const removeEmpty: Command = (state, dispatch) => {
  const at = blockAt(state)
  const part = at === null ? null : state.doc.nodeAt(at)
  if (!state.selection.empty || !isPart(part) || part!.textContent !== '' || state.selection.$from.parentOffset > 0) return false
  const isBlank = part!.isTextblock ? part!.attrs.image == null : part!.childCount === 1 && part!.firstChild!.isTextblock
  return isBlank ? removeBlock(at!)(state, dispatch) : false
}

/** The first letter that has a direction is of a script that is written to the left. */
const isBack = (text: string): boolean => /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufefc]/u.test(text)

/** An arrow at a selection goes to its end, and not on into the gap between two parts, where that is next to it. */
const collapse = (isRight: boolean): Command => (state, dispatch) => {
  const { selection } = state
  const at = blockAt(state)
  if (!(selection instanceof TextSelection) || selection.empty || !isPart(at === null ? null : state.doc.nodeAt(at))) return false
  const toEnd = isRight !== isBack(selection.$head.parent.textContent)
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, toEnd ? selection.to : selection.from)).scrollIntoView())
  return true
}

export const partKeys = (): Plugin => keymap({
  'Alt-Shift-ArrowUp': moveBlock(-1),
  'Alt-Shift-ArrowDown': moveBlock(1),
  'Mod-Enter': leaveBlock,
  Enter: (state, dispatch) => leaveSection(state, dispatch) || leaveName(state, dispatch),
  ArrowRight: collapse(true),
  ArrowLeft: collapse(false),
  Backspace: removeEmpty,
})
