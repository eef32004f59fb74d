import { Node } from '@tiptap/core'
import type { Node as PageNode } from '@tiptap/pm/model'
import { imageIn, isOwnImage } from '../images.js'

export const portraitOf = ({ attrs }: PageNode): { image: string | null, alt: string } => ({ image: isOwnImage(attrs.image) ? attrs.image : null, alt: typeof attrs.alt === 'string' ? attrs.alt : '' })

const attribute = (name: string) => ({ default: null, parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`), renderHTML: (attrs: Record<string, unknown>) => attrs[name] == null ? {} : { [`data-${name}`]: attrs[name] } })

/** Who a persona is: a name, in one line, and an image. */
export const Portrait = Node.create<{ room: string }>({
  name: 'portrait',
  group: 'part',
  content: 'text*',
  marks: '',
  isolating: true,
  defining: true,
  addOptions: () => ({ room: '' }),
  addAttributes: () => ({ image: attribute('image'), alt: attribute('alt') }),
  parseHTML: () => [{ tag: 'header[data-portrait]', contentElement: ':scope > h2' }],
  renderHTML({ node, HTMLAttributes }) {
    const { image, alt } = portraitOf(node)
    return ['header', { 'data-portrait': '', ...HTMLAttributes }, ...(image ? [['img', { src: imageIn(this.options.room, image), alt }]] : []), ['h2', {}, 0]] as never
  },
})
