import { Plugin } from '@tiptap/pm/state'
import { insertImages, type Upload } from './images.js'

/**
 * What the schema cannot know of pasted HTML: Google Docs wraps everything in a bold element that means nothing, Word brings comments and
 * namespaced elements. Styles, ids and foreign images fall away with the schema.
 */
export const cleanHtml = (html: string): string => html
  .replace(/<!--[\s\S]*?-->/g, '')
  .replace(/<\/?o:[^>]*>/g, '')
  .replace(/<(style|script|title|xml)\b[\s\S]*?<\/\1>/gi, '')
  .replace(/<b\b[^>]*font-weight:\s*normal[^>]*>([\s\S]*)<\/b>/gi, '$1')

export interface PasteOptions { upload: () => Upload | undefined, onError: (message: string) => void }

export const paste = ({ upload, onError }: PasteOptions): Plugin => new Plugin({
  props: {
    transformPastedHTML: cleanHtml,
    handlePaste(view, event) {
      const files = imagesOf(event.clipboardData)
      const by = upload()
      // Text that brings a picture of itself along, as spreadsheets do, is pasted as text.
      if (files.length === 0 || !by || event.clipboardData!.types.includes('text/html')) return false
      void insertImages(view, files, by, onError)
      return true
    },
    handleDrop(view, event, _, isMove) {
      const files = isMove ? [] : imagesOf(event.dataTransfer)
      const by = upload()
      if (files.length === 0 || !by) return false
      event.preventDefault()
      void insertImages(view, files, by, onError, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos)
      return true
    },
  },
})

const imagesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])].filter(file => file.type.startsWith('image/'))
