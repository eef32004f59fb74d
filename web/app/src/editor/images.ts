import { mergeAttributes } from '@tiptap/core'
import { Image } from '@tiptap/extension-image'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

export type Upload = (file: File) => Promise<{ url: string, width: number, height: number }>

const OWN = /^\/api\/rooms\/[a-z]+\/[A-Za-z0-9._-]+\/images\/[A-Za-z0-9._-]+$/

/** Whether an address is an image of this server; others are never loaded, whoever wrote them. */
export const isOwnImage = (src: unknown): src is string => typeof src === 'string' && OWN.test(src)

const side = (value: unknown): number | null => Number.isInteger(Number(value)) && Number(value) > 0 && Number(value) <= 20_000 ? Number(value) : null

export const OwnImage = Image.extend({
  addAttributes() {
    return { src: { default: null }, alt: { default: null }, title: { default: null }, width: { default: null }, height: { default: null } }
  },
  parseHTML: () => [{ tag: 'img[src]', getAttrs: node => isOwnImage(node.getAttribute('src')) && null }],
  renderHTML({ HTMLAttributes }) {
    const { src, alt, title, width, height } = HTMLAttributes as Record<string, unknown>
    if (!isOwnImage(src)) return ['span', { class: 'image-missing', role: 'img' }, String(alt || 'An image that is not here')]
    return ['img', mergeAttributes({ src, alt: String(alt ?? ''), title, width: side(width), height: side(height), loading: 'lazy', draggable: 'false' })]
  },
})

const uploadsKey = new PluginKey<DecorationSet>('uploads')
type Change = { add: object, pos: number } | { remove: object }

/** Shows where an image will stand while it is on its way, and keeps that place while others write. */
export const uploads = (): Plugin<DecorationSet> => new Plugin<DecorationSet>({
  key: uploadsKey,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, set) {
      const change = tr.getMeta(uploadsKey) as Change | undefined
      const mapped = set.map(tr.mapping, tr.doc)
      if (!change) return mapped
      if ('remove' in change) return mapped.remove(mapped.find(undefined, undefined, spec => (spec as { id: object }).id === change.remove))
      const widget = document.createElement('span')
      widget.className = 'image-coming'
      widget.textContent = 'An image is on its way…'
      return mapped.add(tr.doc, [Decoration.widget(change.pos, widget, { id: change.add })])
    },
  },
  props: { decorations: state => uploadsKey.getState(state) },
})

/** Uploads images and puts each where it was dropped. */
export async function insertImages(view: EditorView, files: readonly File[], upload: Upload, onError: (message: string) => void, at?: number): Promise<void> {
  for (const file of files) {
    const id = {}
    view.dispatch(view.state.tr.setMeta(uploadsKey, { add: id, pos: at ?? view.state.selection.to } satisfies Change))
    try {
      const { url, width, height } = await upload(file)
      const [place] = uploadsKey.getState(view.state)!.find(undefined, undefined, spec => (spec as { id: object }).id === id)
      const node = view.state.schema.nodes.image!.create({ src: url, alt: '', width, height })
      const tr = view.state.tr.setMeta(uploadsKey, { remove: id } satisfies Change)
      view.dispatch(place ? tr.replaceRangeWith(place.from, place.from, node) : tr)
    } catch (error) {
      if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(uploadsKey, { remove: id } satisfies Change))
      onError(error instanceof Error ? error.message : 'The image could not be uploaded.')
    }
  }
}
