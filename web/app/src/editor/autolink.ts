import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state'
import { isLink } from './addresses.js'

const ADDRESS = /(?:^|[\s(\[])((?:https?:\/\/|www\.)[^\s<>"']+[^\s<>"'.,:;!?)\]])$/i

/** The address right before the caret as a link; null where there is none, or it is one already. */
export function linked(state: EditorState): Transaction | null {
  const { $from, empty } = state.selection
  const link = state.schema.marks.link
  if (!empty || !link || !$from.parent.isTextblock || $from.parent.type.spec.code) return null
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 500), $from.parentOffset, undefined, '\ufffc')
  const address = ADDRESS.exec(before)?.[1]
  if (!address) return null
  const href = address.startsWith('www.') ? `https://${address}` : address
  const from = $from.pos - address.length
  if (!isLink(href) || state.doc.rangeHasMark(from, $from.pos, link) || (state.schema.marks.code && state.doc.rangeHasMark(from, $from.pos, state.schema.marks.code))) return null
  return state.tr.addMark(from, $from.pos, link.create({ href })).removeStoredMark(link)
}

/** Makes a link of an address when a space or a new line follows it. Only what this person types is looked at. */
export const autolink = (): Plugin => new Plugin({
  props: {
    handleTextInput(view, _from, _to, text) {
      const tr = text === ' ' ? linked(view.state) : null
      if (tr) view.dispatch(tr)
      return false
    },
    handleKeyDown(view, event) {
      const tr = event.key === 'Enter' ? linked(view.state) : null
      if (tr) view.dispatch(tr)
      return false
    },
  },
})
