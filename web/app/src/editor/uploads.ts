import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'

/** An image on its way. `anchor` holds its place when others' edits replace the editor's whole document. */
interface Waiting { id: object, pos: number, anchor: Y.RelativePosition | null, widget: HTMLElement }

interface State { list: readonly Waiting[], shown: DecorationSet }
type Change = { add: Omit<Waiting, 'anchor'> } | { remove: object }

const key = new PluginKey<State>('uploads')

/** Shows where an image will stand while it is on its way, and keeps that place while others write. */
export const uploads = (): Plugin<State> => new Plugin<State>({
  key,
  state: {
    init: () => ({ list: [], shown: DecorationSet.empty }),
    apply(tr, old, _, state) {
      const change = tr.getMeta(key) as Change | undefined
      if (!change && (old.list.length === 0 || !tr.docChanged)) return old
      const isReplaced = (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true
      let list = old.list.map(item => {
        const pos = isReplaced && item.anchor ? find(state, item.anchor) ?? Math.min(item.pos, tr.doc.content.size) : tr.mapping.map(item.pos)
        return pos === item.pos ? item : { ...item, pos, anchor: isReplaced ? item.anchor : null }
      })
      if (change && 'remove' in change) list = list.filter(item => item.id !== change.remove)
      if (change && 'add' in change) list = [...list, { ...change.add, anchor: null }]
      return { list, shown: DecorationSet.create(tr.doc, list.map(({ id, pos, widget }) => Decoration.widget(pos, widget, { id, side: 1 }))) }
    },
  },
  props: { decorations: state => key.getState(state)?.shown },
  view: () => ({
    // Once the edit is in the shared document, its places can be named.
    update: view => { for (const item of key.getState(view.state)!.list) item.anchor ??= name(view.state, item.pos) },
  }),
})

/** Begins to show an image on its way, after those that wait there already; returns what names it. */
export function wait(view: EditorView, pos: number | undefined, file: File): object {
  const id = {}
  const last = key.getState(view.state)!.list.at(-1)
  view.dispatch(view.state.tr.setMeta(key, { add: { id, pos: pos ?? last?.pos ?? view.state.selection.to, widget: widgetOf(file) } } satisfies Change))
  return id
}

/** Where an image on its way stands now. */
export const placed = (state: EditorState, id: object): number => key.getState(state)!.list.find(item => item.id === id)?.pos ?? state.selection.to

/** Ends the showing, with the change that puts the image there. */
export function settle(view: EditorView, id: object, change: (tr: Transaction) => Transaction = tr => tr): void {
  const { list } = key.getState(view.state)!
  const preview = list.find(item => item.id === id)?.widget.querySelector('img')
  view.dispatch(change(view.state.tr).setMeta(key, { remove: id } satisfies Change))
  if (preview) URL.revokeObjectURL(preview.src)
}

interface Sync { doc: Y.Doc, type: Y.XmlFragment, binding: { mapping: Map<unknown, unknown> } | null }

const name = (state: EditorState, pos: number): Y.RelativePosition | null => {
  const sync = ySyncPluginKey.getState(state) as Sync | undefined
  return sync?.binding ? absolutePositionToRelativePosition(pos, sync.type, sync.binding.mapping as never) as Y.RelativePosition : null
}

const find = (state: EditorState, anchor: Y.RelativePosition): number | null => {
  const sync = ySyncPluginKey.getState(state) as Sync | undefined
  return sync?.binding ? relativePositionToAbsolutePosition(sync.doc, sync.type, anchor, sync.binding.mapping as never) : null
}

function widgetOf(file: File): HTMLElement {
  const widget = document.createElement('span')
  widget.className = 'image-coming'
  const preview = document.createElement('img')
  preview.alt = ''
  preview.src = URL.createObjectURL(file)
  const words = document.createElement('span')
  words.textContent = `Adding ${file.name || 'the image'}…`
  widget.append(preview, words)
  return widget
}
