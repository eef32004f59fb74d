import { Plugin } from '@tiptap/pm/state'
import { cleanHtml, foreignImages, isOnlyImages } from './clean.js'
import { insertImages, type Upload } from './images.js'

export interface PasteOptions { upload: () => Upload | undefined, onError: (message: string) => void }

/** Cleans what is pasted, and uploads images that are pasted or dropped as files. */
export const paste = ({ upload, onError }: PasteOptions): Plugin => new Plugin({
  props: {
    transformPastedHTML: html => {
      const left = foreignImages(html)
      if (left > 0) onError(`${left === 1 ? 'An image' : `${left} images`} stayed behind. Save ${left === 1 ? 'it' : 'each'} as a file and drop it here.`)
      return cleanHtml(html)
    },
    handlePaste(view, event) {
      const files = imagesOf(event.clipboardData)
      const by = upload()
      // Text that brings a picture of itself along, as spreadsheets do, is pasted as text.
      const html = event.clipboardData?.getData('text/html') ?? ''
      if (files.length === 0 || !by || (html !== '' && !isOnlyImages(html))) return false
      void insertImages(view, files, by, onError)
      return true
    },
    handleDrop(view, event, _, isMove) {
      const files = isMove ? [] : [...(event.dataTransfer?.files ?? [])]
      const by = upload()
      if (files.length === 0 || !by) return false
      event.preventDefault()
      void insertImages(view, files, by, onError, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos)
      return true
    },
  },
})

const imagesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])].filter(file => file.type.startsWith('image/'))
