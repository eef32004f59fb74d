import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

/** Goes on showing what is selected while the person writes elsewhere about it: an address, a comment. */
export const kept = (): Plugin => {
  let view: EditorView | null = null
  return new Plugin({
    view: made => {
      view = made
      return { destroy: () => { view = null } }
    },
    props: {
      decorations: ({ doc, selection: { from, to, empty } }) =>
        empty || !view || view.hasFocus() ? null : DecorationSet.create(doc, [Decoration.inline(from, to, { class: 'selection-kept' })]),
    },
  })
}
