import { Extension, type Extensions } from '@tiptap/core'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { TableKit } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'
import { isLink } from './addresses.js'
import { Chart } from './blocks/chart.js'
import { Page } from './blocks/parts.js'
import { Portrait } from './blocks/portrait.js'
import { Post } from './blocks/post.js'
import { Section } from './blocks/section.js'
import { Cite } from './cite.js'
import { OwnImage } from './images.js'

/**
 * Blocks take the direction of their words. An element whose children have `dir` themselves would not look at their words, so only the outermost
 * have it; paragraphs and headings do the same by style.
 */
const Direction = Extension.create({
  name: 'direction',
  addGlobalAttributes: () => [{
    types: ['bulletList', 'orderedList', 'taskList', 'blockquote', 'table'],
    attributes: { dir: { default: null, parseHTML: () => null, renderHTML: () => ({ dir: 'auto' }) } },
  }],
})

/** What a text in a room may consist of. Changing it changes what documents that exist can hold. */
export const schema = (room: string): Extensions => [
  Page,
  StarterKit.configure({
    document: false,
    undoRedo: false,
    // Written on its own account by everybody who has the text open, it would be there many times.
    trailingNode: false,
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      autolink: false,
      defaultProtocol: 'https',
      isAllowedUri: isLink,
      HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
    },
  }),
  TaskList,
  TaskItem.configure({ nested: true, a11y: { checkboxLabel: node => node.firstChild?.textContent.trim() || 'Item' } }),
  TableKit.configure({ table: { resizable: false } }),
  OwnImage.configure({ room }),
  Cite,
  Section,
  Post.configure({ room }),
  Portrait.configure({ room }),
  Chart,
  Direction,
]
