import type { PostsApi } from './blocks/posts.js'

/** A comment thread as the editor needs it: `start` and `end` are Yjs relative positions of the passage's first and last character. */
export interface AnchoredThread {
  id: string
  start: Uint8Array
  end: Uint8Array
  quote: string
  before: string
  resolved: boolean
}

/**
 * Where a thread's passage is, in pixels below the editor's top; `orphan` where the text no longer has it, `strayed` where less than half of what
 * was commented on is left there.
 */
export interface Place { top: number, orphan: boolean, strayed: boolean }

/** A passage that somebody is about to comment on. */
export interface CommentDraft { start: Uint8Array, end: Uint8Array, quote: string, before: string, top: number }

/** Something that can be done to the text, for a list of all actions. */
export interface EditorAction { name: string, keys?: string | undefined, do: () => void }

/** A heading of the text, and how to go there. */
export interface Heading { text: string, level: number, go: () => void }

export interface EditorApi {
  /** Back to the text: the caret stands behind what was selected. */
  focus(): void
  /** What can be done to the text at the caret. */
  actions(): EditorAction[]
  headings(): Heading[]
  /** Brings a thread's passage onto the screen, where the text has it; to its top, or no further than it must. */
  reveal(threadId: string, toTop: boolean): void
  /** Brings somebody's cursor onto the screen; false where they have none here. */
  goTo(person: string): boolean
  posts: PostsApi
  download(format: 'markdown' | 'html', title: string): Promise<void>
}
