import * as Y from 'yjs'
import type { OfflineStore } from './store.js'

/** Keeps a copy of a document for the next start without a line. Not after each change: what is not saved has a place of its own, and the copy is large. */
export class Copy {
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly store: OfflineStore, private readonly doc: Y.Doc, private readonly everyMs: number, private readonly onError: (error: unknown) => void) {}

  /** The document has changed. */
  changed(): void { this.timer ??= setTimeout(() => this.keep(), this.everyMs) }

  /** Keeps what has changed at once. */
  flush(): void { if (this.timer !== undefined) this.keep() }

  cancel(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private keep(): void {
    this.cancel()
    this.store.keepCopy(Y.encodeStateAsUpdate(this.doc), Y.encodeStateVector(this.doc)).catch(this.onError)
  }
}
