import { Plugin } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

interface Kept { anchor: Y.RelativePosition | null, head: Y.RelativePosition | null, absAnchor?: number | undefined, absHead?: number | undefined }
interface Sync { doc: Y.Doc, binding: { beforeTransactionSelection: Kept | null } | null }

/**
 * Keeps a person's caret at its words while somebody else writes in the same block. The binding knows between which characters it stands, but where the block's
 * text is another than before it takes the block for one that was moved, looks for it by its attributes or its beginning, and puts the caret so many characters
 * behind the block's start as it was. That is a guess for blocks that were taken out and put in again; where the shared text still has the place, it is not asked for.
 */
export const ownCaret = (): Plugin => new Plugin({
  view: view => {
    const { doc, binding } = ySyncPluginKey.getState(view.state) as Sync
    const trust = (): void => {
      const kept = binding?.beforeTransactionSelection
      if (!kept) return
      // Without the number there is nothing to guess from.
      if (kept.anchor && has(doc, kept.anchor)) kept.absAnchor = undefined
      if (kept.head && has(doc, kept.head)) kept.absHead = undefined
    }
    doc.on('beforeObserverCalls', trust)
    return { destroy: () => doc.off('beforeObserverCalls', trust) }
  },
})

/** Whether the text that a place is in is still there. Of a text's very beginning, where what stood before was deleted, the binding knows no place. */
function has(doc: Y.Doc, place: Y.RelativePosition): boolean {
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc)
  return found !== null && found.type instanceof Y.XmlText && found.type._item?.deleted === false && (found.index > 0 || place.item === null)
}
