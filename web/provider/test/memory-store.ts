import type { EditMark, KeptEdit, OfflineStore, RefusedEdit } from '../src/store.js'

/** What a browser keeps for one person, shared by that person's tabs; it outlives them. */
export class MemoryStore implements OfflineStore {
  private readonly edits = new Map<number, Uint8Array>()
  private readonly aside = new Map<number, Omit<RefusedEdit, 'id'>>()
  private copy: Uint8Array | null = null
  private last = 0

  get isEmpty(): boolean { return this.edits.size === 0 }

  async load(): Promise<{ copy: Uint8Array | null, edits: KeptEdit[] }> { return { copy: this.copy, edits: [...this.edits].map(([id, update]) => ({ id, update })) } }

  async keepEdit(update: Uint8Array): Promise<number> { this.edits.set(++this.last, update); return this.last }

  async growEdit(id: number, update: Uint8Array): Promise<void> { this.edits.set(id, update) }

  async dropEdit({ id, bytes }: EditMark): Promise<void> { if ((this.edits.get(id)?.byteLength ?? Infinity) <= bytes) this.edits.delete(id) }

  async keepCopy(copy: Uint8Array): Promise<void> { this.copy = copy }

  async dropCopy(): Promise<void> { this.copy = null }

  async setAside(edits: EditMark[], refused: Omit<RefusedEdit, 'id'>): Promise<void> {
    for (const edit of edits) await this.dropEdit(edit)
    this.copy = null
    this.aside.set(++this.last, refused)
  }

  async refused(): Promise<RefusedEdit[]> { return [...this.aside].map(([id, refused]) => ({ id, ...refused })) }

  async forgetRefused(id: number): Promise<void> { this.aside.delete(id) }
}
