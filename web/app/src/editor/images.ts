import { mergeAttributes } from '@tiptap/core'
import { Image, type ImageOptions } from '@tiptap/extension-image'
import type { EditorView } from '@tiptap/pm/view'
import { placed, settle, wait } from './uploads.js'

export { uploads } from './uploads.js'

export type Upload = (file: File) => Promise<{ url: string, width: number, height: number }>

/** What the server takes. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

const OWN = /^\/api\/(rooms\/[a-z]+\/[A-Za-z0-9._-]+|cohorts\/[A-Za-z0-9._-]+\/submissions\/[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+)\/images\/[A-Za-z0-9._-]+$/

/** Whether an address is an image of this server; others are never loaded, whoever wrote them. */
export const isOwnImage = (src: unknown): src is string => typeof src === 'string' && OWN.test(src)

/** An image's address in a room: a session shows its workspace's images under its own, since some are in the session alone. */
export const imageIn = (room: string, src: string): string => room.startsWith('session/') ? `/api/rooms/${room}/images/${src.split('/').at(-1)}` : src

const side = (value: unknown): number | null => Number.isInteger(Number(value)) && Number(value) > 0 && Number(value) <= 20_000 ? Number(value) : null

export const OwnImage = Image.extend<ImageOptions & { room: string }>({
  addOptions() {
    return { ...this.parent!(), room: '' }
  },
  addAttributes() {
    return { src: { default: null }, alt: { default: null }, title: { default: null }, width: { default: null }, height: { default: null } }
  },
  parseHTML: () => [{ tag: 'img[src]', getAttrs: node => isOwnImage(node.getAttribute('src')) && null }],
  renderHTML({ HTMLAttributes }) {
    const { src, alt, title, width, height } = HTMLAttributes as Record<string, unknown>
    if (!isOwnImage(src)) return ['span', { class: 'image-missing', role: 'img' }, String(alt || 'An image that is not here')]
    return ['img', mergeAttributes({ src: imageIn(this.options.room, src), alt: String(alt ?? ''), title, width: side(width), height: side(height), loading: 'lazy', draggable: 'false' })]
  },
})

/** Uploads images one after the other and puts each where it was dropped, wherever that is by then. */
export async function insertImages(view: EditorView, files: readonly File[], upload: Upload, onError: (message: string) => void, at?: number): Promise<void> {
  for (const [i, file] of files.entries()) {
    if (!IMAGE_TYPES.includes(file.type)) {
      onError(`“${file.name}” was left out: only PNG, JPEG, WebP and GIF images can be added.`)
      continue
    }
    const id = wait(view, i === 0 ? at ?? view.state.selection.to : undefined, file)
    try {
      const { url, width, height } = await upload(file)
      if (view.isDestroyed) return
      const node = view.state.schema.nodes.image!.create({ src: url, alt: '', width, height })
      const pos = placed(view.state, id)
      const $pos = view.state.doc.resolve(pos)
      // A post and a portrait have an image of their own.
      settle(view, id, tr => $pos.parent.type.spec.attrs?.image ? tr.setNodeAttribute($pos.before(), 'image', url) : tr.replaceRangeWith(pos, pos, node))
    } catch (error) {
      if (view.isDestroyed) return
      settle(view, id)
      onError(error instanceof Error ? error.message : 'The image could not be added. Try it once more.')
    }
  }
}
