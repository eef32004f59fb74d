/** A comment thread as the editor needs it: `start` and `end` are Yjs relative positions of the passage's first and last character. */
export interface AnchoredThread {
  id: string
  start: Uint8Array
  end: Uint8Array
  quote: string
  before: string
  resolved: boolean
}

/** Where a thread's passage is, in pixels below the editor's top; `orphan` where the text no longer has it. */
export interface Place { top: number, orphan: boolean }

/** A passage that somebody is about to comment on. */
export interface CommentDraft { start: Uint8Array, end: Uint8Array, quote: string, before: string, top: number }

export interface EditorApi {
  focus(): void
  /** Begins a comment on what is selected. */
  comment(): void
  download(format: 'markdown' | 'html', title: string): void
}
