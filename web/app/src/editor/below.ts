import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** A click below the last block begins a new line there, where that block is none to write on in: a table, an image. */
export const below = (): Plugin => new Plugin({
  props: {
    handleClick(view, _pos, event) {
      const last = view.dom.lastElementChild
      if (!last || !view.editable || event.clientY <= last.getBoundingClientRect().bottom) return false
      return begin(view)
    },
  },
})

function begin(view: EditorView): boolean {
  const { doc, schema, tr } = view.state
  const paragraph = schema.nodes.paragraph
  if (!paragraph || doc.lastChild?.isTextblock && !doc.lastChild.type.spec.code) return false
  tr.insert(doc.content.size, paragraph.create())
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(tr.doc.content.size), -1)).scrollIntoView())
  return true
}
