import type { Editor } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { scrollerOf } from './edge.js'

/** What the binding to the shared document says of a change of the editor. */
export interface SyncChange { isChangeOrigin?: boolean, isUndoRedoOperation?: boolean }

/** Whether somebody else made it. */
export const isOthers = (change: SyncChange | undefined): boolean => change?.isChangeOrigin === true && change.isUndoRedoOperation !== true

/** What must not move: where it is on the screen before and after. */
interface Hold { top: number, now: () => number | null }

/**
 * Keeps the line that the person writes in, or else the first block that they see, where it is on the screen while others write above it.
 * `edge` is where the text comes out from under what covers it, in pixels of the window. Ends when the function it returns is called.
 */
export function steady(editor: Editor, edge: () => number): () => void {
  let hold: Hold | null = null
  const before = ({ transaction }: { transaction: { docChanged: boolean, getMeta: (key: typeof ySyncPluginKey) => unknown } }): void => {
    const isHeld = transaction.docChanged && isOthers(transaction.getMeta(ySyncPluginKey) as SyncChange | undefined)
    hold = isHeld ? caretOf(editor, edge()) ?? blockOf(editor, edge()) : null
  }
  const after = (): void => {
    const now = hold?.now() ?? null
    if (hold && now !== null && Math.abs(now - hold.top) >= 1) scrollerOf(editor.view.dom).scrollBy({ top: now - hold.top, behavior: 'instant' })
    hold = null
  }
  editor.on('beforeTransaction', before)
  editor.on('transaction', after)
  return () => {
    editor.off('beforeTransaction', before)
    editor.off('transaction', after)
  }
}

function caretOf({ view }: Editor, edge: number): Hold | null {
  if (!view.hasFocus()) return null
  const at = (): number => view.coordsAtPos(view.state.selection.head).top
  const top = at()
  return top >= edge && top <= innerHeight ? { top, now: at } : null
}

function blockOf({ view }: Editor, edge: number): Hold | null {
  const blocks = view.dom.children
  let low = 0, high = blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (blocks[middle]!.getBoundingClientRect().bottom <= edge) low = middle + 1
    else high = middle
  }
  const block = blocks[low]
  if (!block || (low === 0 && block.getBoundingClientRect().top >= edge)) return null
  return { top: block.getBoundingClientRect().top, now: () => block.isConnected ? block.getBoundingClientRect().top : null }
}
