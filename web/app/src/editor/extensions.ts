import { Extension, type Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { TableKit } from '@tiptap/extension-table'
import { Placeholder } from '@tiptap/extensions'
import { Markdown } from '@tiptap/markdown'
import { StarterKit } from '@tiptap/starter-kit'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { comments, type CommentsOptions } from './comments.js'
import { OwnImage, uploads } from './images.js'
import { paste, type PasteOptions } from './paste.js'

/** Addresses that a link may have, whoever wrote it. */
export const isLink = (href: string): boolean => /^(https?:\/\/|mailto:)[^\s]+$/i.test(href)

/** What a text may consist of. Changing it changes what documents that exist can hold. */
export const schema = (): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    heading: { levels: [1, 2, 3] },
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      isAllowedUri: isLink,
      HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' },
    },
  }),
  TaskList,
  TaskItem.configure({ nested: true }),
  TableKit.configure({ table: { resizable: false } }),
  OwnImage,
  Markdown,
]

export interface User { id: string, name: string, color: string }

export interface LiveOptions extends CommentsOptions, PasteOptions {
  doc: Y.Doc
  awareness: Awareness | null
  user: User
  placeholder: string
}

/** The schema over a live document. */
export const live = (options: LiveOptions): Extensions => [
  ...schema(),
  Placeholder.configure({ placeholder: options.placeholder }),
  Collaboration.configure({ document: options.doc, field: 'content' }),
  ...(options.awareness ? [CollaborationCaret.configure({ provider: { awareness: options.awareness }, user: options.user, render: caret, selectionRender: selection })] : []),
  Extension.create({
    name: 'work',
    priority: 10,
    addProseMirrorPlugins: () => [comments(options), uploads(), paste(options)],
  }),
]

const colour = (user: Record<string, unknown>): string => /^#[0-9a-f]{6}$/i.test(String(user.color)) ? String(user.color) : '#5f5b54'

function caret(user: Record<string, unknown>): HTMLElement {
  const element = document.createElement('span')
  element.className = 'collaboration-carets__caret'
  element.style.setProperty('--person', colour(user))
  const label = document.createElement('span')
  label.className = 'collaboration-carets__label'
  label.textContent = typeof user.name === 'string' ? user.name : 'Somebody'
  element.append(label)
  return element
}

const selection = (user: Record<string, unknown>): { class: string, style: string } =>
  ({ class: 'collaboration-carets__selection', style: `background-color: ${colour(user)}33` })
