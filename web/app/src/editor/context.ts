import { getMarkRange, type Editor } from '@tiptap/core'
import type { MarkType } from '@tiptap/pm/model'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import { CellSelection, TableMap } from '@tiptap/pm/tables'

/** What stands at the caret and can be acted upon; `from` and `to` are where it is in the text. */
export type Context =
  | { kind: 'text', from: number, to: number }
  | { kind: 'link', from: number, to: number, href: string }
  | { kind: 'cite', from: number, to: number, resourceId: string }
  | { kind: 'image', from: number, to: number, alt: string }
  | { kind: 'table', from: number, to: number, rows: number, columns: number, inChart: boolean }

export function contextOf({ state }: Editor): Context | null {
  const { selection } = state
  if (selection instanceof NodeSelection) {
    return selection.node.type.name === 'image' ? { kind: 'image', from: selection.from, to: selection.to, alt: String(selection.node.attrs.alt ?? '') } : null
  }
  if (selection instanceof TextSelection && !selection.empty && state.doc.textBetween(selection.from, selection.to, ' ').trim() !== '') {
    return { kind: 'text', from: selection.from, to: selection.to }
  }
  const { $from } = selection
  const { link, cite } = state.schema.marks
  const marked = (type: MarkType | undefined) => {
    const range = selection.empty && type ? getMarkRange($from, type) : undefined
    const mark = range && state.doc.nodeAt(range.from)?.marks.find(mark => mark.type === type)
    return range && mark ? { range, mark } : null
  }
  const linked = marked(link), cited = marked(cite)
  if (linked) return { kind: 'link', ...linked.range, href: String(linked.mark.attrs.href ?? '') }
  if (cited) return { kind: 'cite', ...cited.range, resourceId: String(cited.mark.attrs.resourceId ?? '') }
  const $cell = selection instanceof CellSelection ? selection.$anchorCell : $from
  for (let depth = $cell.depth; depth > 0; depth--) {
    const node = $cell.node(depth)
    if (node.type.spec.tableRole !== 'table') continue
    const { height, width } = TableMap.get(node)
    return { kind: 'table', from: $cell.before(depth), to: $cell.after(depth), rows: height, columns: width, inChart: $cell.node(depth - 1).type.name === 'chart' }
  }
  return null
}
