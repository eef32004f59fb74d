import { Node } from '@tiptap/core'
import type { Node as PageNode } from '@tiptap/pm/model'
import { imageIn, isOwnImage } from '../images.js'
import { isLink } from '../addresses.js'
import { dayOf, inFull } from './dates.js'
import { networkOf } from './networks.js'

/** A post as it says of itself, whoever wrote it. */
export interface PostFacts { network: string, date: string | null, link: string, image: string | null, alt: string }

export const factsOf = ({ attrs }: PageNode): PostFacts => ({
  network: String(attrs.network ?? 'other'),
  date: dayOf(attrs.date),
  link: typeof attrs.link === 'string' && isLink(attrs.link) ? attrs.link : '',
  image: isOwnImage(attrs.image) ? attrs.image : null,
  alt: typeof attrs.alt === 'string' ? attrs.alt : '',
})

const attribute = (name: string) => ({ default: null, parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`), renderHTML: (attrs: Record<string, unknown>) => attrs[name] == null ? {} : { [`data-${name}`]: attrs[name] } })

/** "Instagram, Monday, 30 November 2026". */
export const postTitle = (node: PageNode): string => {
  const { network, date } = factsOf(node)
  return [networkOf(network).name, date ? inFull(date) : 'no date yet'].join(', ')
}

/**
 * A post for a social network. Its words are plain and its lines end with line feeds, as networks have them, so that they are one text of the
 * shared document: whoever writes a new line moves nobody's words.
 */
export const Post = Node.create<{ room: string }>({
  name: 'post',
  group: 'part',
  content: 'text*',
  marks: '',
  // Enter is a new line; what is pasted comes as words.
  code: true,
  isolating: true,
  defining: true,
  addOptions: () => ({ room: '' }),
  addAttributes: () => ({ network: { ...attribute('network'), default: 'other' }, date: attribute('date'), link: attribute('link'), image: attribute('image'), alt: attribute('alt') }),
  parseHTML: () => [{ tag: 'article[data-network]', contentElement: ':scope > p', preserveWhitespace: 'full' }],
  renderHTML({ node, HTMLAttributes }) {
    const { link, image, alt } = factsOf(node)
    return ['article', HTMLAttributes, ['h3', {}, postTitle(node)], ['p', { style: 'white-space: pre-wrap' }, 0],
      ...(image ? [['img', { src: imageIn(this.options.room, image), alt }]] : []), ...(link ? [['p', {}, ['a', { href: link, rel: 'noopener noreferrer nofollow' }, link]]] : [])] as never
  },
})
