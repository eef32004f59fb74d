import { Extension, type Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Placeholder } from '@tiptap/extensions'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { authors, type AuthorsOptions } from './authors/plugin.js'
import { autolink } from './autolink.js'
import { partKeys } from './blocks/keys.js'
import { parts } from './blocks/parts.js'
import { blockViews } from './blocks/views.svelte.js'
import { caret, selection } from './carets.js'
import { citeClicks } from './cite.js'
import { comments, type CommentsOptions } from './comments.js'
import { below } from './below.js'
import { uploads } from './images.js'
import { kept } from './kept.js'
import { ownCaret } from './own-caret.js'
import { paste, type PasteOptions } from './paste.js'
import { reader } from './reader.js'
import { schema } from './schema.js'
import { slash, type SlashOptions } from './slash.js'

export interface User { id: string, name: string, color: string }

/** `write` changes the text; `comment` moves a caret and selects in it; `read` looks at it. */
export type Mode = 'write' | 'comment' | 'read'

export interface LiveOptions extends CommentsOptions, PasteOptions, SlashOptions, AuthorsOptions {
  /** The room that the text is shown in. */
  room: string
  doc: Y.Doc
  awareness: Awareness | null
  user: User
  mode: Mode
  placeholder: string
  /** A passage was pressed that cites a resource. */
  onCite: (resourceId: string) => void
  /** Somebody who may not write tried to. */
  onRefused: () => void
}

/** The schema over a live document. */
export const live = (options: LiveOptions): Extensions => [
  ...schema(options.room),
  ...(options.mode === 'write' ? [Placeholder.configure({ placeholder: options.placeholder })] : []),
  Collaboration.configure({ document: options.doc, field: 'content' }),
  ...(options.awareness ? [CollaborationCaret.configure({ provider: { awareness: options.awareness }, user: options.user, render: caret, selectionRender: selection })] : []),
  Extension.create({
    name: 'work',
    priority: 10,
    addProseMirrorPlugins: () => [comments(options), authors(options), citeClicks(options.onCite), uploads(), paste(options), autolink(), below(), kept(), ownCaret(), parts(), blockViews(options, options.mode === 'write')],
  }),
  // Before all others: it takes keys that they would use.
  Extension.create({
    name: 'hands',
    priority: 10_000,
    addProseMirrorPlugins: () => options.mode === 'write' ? [slash(options), partKeys()] : [reader(options.onRefused)],
  }),
]
