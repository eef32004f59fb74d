import type { EditorView } from '@tiptap/pm/view'
import type { Context } from './context.js'

export interface Size { width: number, height: number }
export interface Spot { left: number, top: number }

/** From the text to a bar beside it, in pixels. */
const GAP = 8

/**
 * Where a bar stands, in pixels from the editor's top left: above what it acts on, or below where what covers the page's top (down to `edge`, in
 * pixels of the window) leaves no room there, or where fingers have their own bar above.
 */
export function spot(view: EditorView, root: HTMLElement, context: Context, bar: Size, edge: number, isTouch: boolean): Spot {
  const frame = root.getBoundingClientRect()
  const box = boxOf(view, context)
  const isBlock = context.kind === 'table' || context.kind === 'image'
  const isMark = context.kind === 'link' || context.kind === 'cite'
  const left = isBlock || isMark ? box.left : (box.left + box.right) / 2 - bar.width / 2
  const above = box.top - GAP - bar.height
  const below = box.bottom + GAP
  let top = above
  if (isBlock) top = Math.min(Math.max(above, edge + GAP), Math.max(above, box.bottom - bar.height - GAP))
  else if (isMark || isTouch || above < edge) top = below + bar.height <= innerHeight ? below : Math.max(above, edge + GAP)
  const most = Math.min(frame.width, innerWidth - frame.left - GAP) - bar.width
  return { left: Math.round(Math.max(Math.min(left - frame.left, most), Math.min(0, GAP - frame.left))), top: Math.round(top - frame.top) }
}

interface Box { left: number, right: number, top: number, bottom: number }

function boxOf(view: EditorView, { kind, from, to }: Context): Box {
  if (kind === 'table' || kind === 'image') {
    const node = view.nodeDOM(from)
    if (node instanceof HTMLElement) return (node.querySelector('table') ?? node).getBoundingClientRect()
  }
  const start = view.coordsAtPos(from), end = view.coordsAtPos(to, -1)
  const isOneLine = Math.abs(start.top - end.top) < 4
  return { left: start.left, right: isOneLine ? end.right : start.left, top: start.top, bottom: end.bottom }
}
