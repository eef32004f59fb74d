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

/** What stands behind passages that cite a resource. */
export interface Citing {
  resourceOf(id: string): { title: string, url: string } | undefined
  /** Shows a resource. */
  open(id: string): void
}

/** What the text has to do with resources and questions, where its room has them; a resource opens beside the text. */
export interface Learning extends Citing {
  /** Looks for a resource, at the caret. */
  pick(): void
  /** Asks what one needs to know, at a passage or, where it is empty, at none. */
  ask(quote: string): void
  mayAsk(): boolean
}

export interface EditorApi {
  /** Back to the text: the caret stands behind what was selected. */
  focus(): void
  /** Back to the text, as it was left. */
  resume(): void
  /** Where the caret is on the screen, in pixels of the window. */
  caret(): { left: number, top: number, bottom: number }
  /** Marks the selection, or the block with the caret, as helped by a resource; false where there are no words to mark. */
  cite(resourceId: string): boolean
  /** How many passages cite a resource: now, and after each change until the function it returns is called. */
  watchCitations(resourceId: string, tell: (count: number) => void): () => void
  /** Brings a passage that cites a resource onto the screen: the next one at each call. */
  showCitation(resourceId: string): void
  /** Brings words onto the screen; false where the text no longer has them. */
  showWords(words: string): boolean
  /** Shows who wrote what, or no longer, where that is known. */
  showAuthors(): void
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
