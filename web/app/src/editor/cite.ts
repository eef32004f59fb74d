import { Mark } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { beginStep } from './blocks/undo.js'
import { trimIn, type Range } from './passages.js'

const ID = /^[A-Za-z0-9._-]{1,64}$/

/** The resource that a value names; null for anything else, whoever wrote it. */
export const citedId = (value: unknown): string | null => typeof value === 'string' && ID.test(value) ? value : null

/** A passage that a resource helped to write. What is typed behind it is not part of it. */
export const Cite = Mark.create({
  name: 'cite',
  // Around all other marks, so that a passage has one sign at its end and not one for each of its forms.
  priority: 1_100,
  inclusive: false,
  addAttributes: () => ({
    resourceId: { default: null, parseHTML: element => citedId(element.getAttribute('data-resource')), renderHTML: ({ resourceId }) => ({ 'data-resource': citedId(resourceId) ?? '' }) },
  }),
  parseHTML: () => [{ tag: 'cite[data-resource]', getAttrs: node => citedId(node.getAttribute('data-resource')) !== null && null }],
  renderHTML: ({ HTMLAttributes }) => ['cite', HTMLAttributes, 0],
})

/** Marks what is selected, or the block of text with the caret; false where there are no words, or none that take marks. */
export function cite(view: EditorView, resourceId: string): boolean {
  const { state } = view
  const { empty, from, to, $from } = state.selection
  const range = trimIn(state.doc, empty ? { from: $from.start(), to: $from.end() } : { from, to })
  if (!range) return false
  const tr = state.tr.addMark(range.from, range.to, state.schema.marks.cite!.create({ resourceId }))
  if (!tr.docChanged) return isCited(state, range, resourceId)
  beginStep(state)
  view.dispatch(tr)
  beginStep(view.state)
  return true
}

const isCited = ({ doc }: EditorState, { from, to }: Range, resourceId: string): boolean => {
  let found = false
  doc.nodesBetween(from, to, node => { found ||= node.marks.some(mark => mark.type.name === 'cite' && mark.attrs.resourceId === resourceId) })
  return found
}

/** The passages that cite a resource, in their order. */
export function citations({ doc }: EditorState, resourceId: string): Range[] {
  const found: Range[] = []
  doc.descendants((node, pos) => {
    if (!node.isText || !node.marks.some(mark => mark.type.name === 'cite' && mark.attrs.resourceId === resourceId)) return
    const last = found.at(-1)
    if (last?.to === pos) last.to = pos + node.nodeSize
    else found.push({ from: pos, to: pos + node.nodeSize })
  })
  return found
}

/** For whoever has no caret: a click on a passage opens what it cites. */
export const citeClicks = (onCite: (resourceId: string) => void): Plugin => new Plugin({
  props: {
    handleClick(view, _pos, event) {
      const id = view.editable ? null : citedId((event.target as Element).closest('cite')?.getAttribute('data-resource'))
      if (id) onCite(id)
      return false
    },
  },
})
