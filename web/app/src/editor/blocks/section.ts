import { mergeAttributes, Node } from '@tiptap/core'
import { kindOf } from './kinds.js'

/** A titled field: the title comes from its kind, what is below it is written. */
export const Section = Node.create({
  name: 'section',
  group: 'part',
  content: 'block+',
  isolating: true,
  defining: true,
  addAttributes: () => ({
    kind: { default: null, parseHTML: element => element.getAttribute('data-kind'), renderHTML: ({ kind }) => ({ 'data-kind': kind }) },
  }),
  parseHTML: () => [{ tag: 'section[data-kind]', contentElement: ':scope > div' }],
  renderHTML: ({ node, HTMLAttributes }) => ['section', mergeAttributes(HTMLAttributes), ['h2', {}, kindOf(node.attrs.kind).title], ['div', {}, 0]],
})
