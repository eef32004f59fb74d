import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { keyOf, type Author, type Ledger } from './ledger.js'

/** Words in a row of one author, in positions of the editor's document; `isBlock` where it is a whole block, such as an image or a post. */
export interface Run { from: number, to: number, key: string, author: Author, isBlock: boolean }

export interface Runs {
  runs: Run[]
  /** There are ids of which the server has not been asked. */
  isBehind: boolean
}

/**
 * Whose each word of the editor's document is. Goes through the shared text and the document that the editor's binding made of it side by side; where the
 * two are not the same at the moment, the rest of that block is left out. Costs a look at each item of the text.
 */
export function runsOf(fragment: Y.XmlFragment, doc: Node, ledger: Ledger): Runs {
  const walk = new Walk(ledger)
  walk.inside(fragment, doc, 0)
  return walk
}

class Walk implements Runs {
  readonly runs: Run[] = []
  isBehind = false

  constructor(private readonly ledger: Ledger) {}

  /** `start`: where the node's content begins. */
  inside(type: Y.XmlFragment, node: Node, start: number): void {
    let at = start, index = 0
    for (const child of type.toArray()) {
      if (child instanceof Y.XmlText) {
        const next = this.words(child, at, start + node.content.size)
        if (next === null) return
        at = next
        continue
      }
      if (!(child instanceof Y.XmlElement)) return
      while (index < node.childCount && node.child(index).isText) index++
      const inner = index < node.childCount ? node.child(index++) : null
      if (inner?.type.name !== child.nodeName) return
      if (!inner.isLeaf) this.inside(child, inner, at + 1)
      if (inner.isBlock && (inner.isLeaf || inner.type.isInGroup('part'))) this.block(child, at, inner.nodeSize)
      at += inner.nodeSize
    }
  }

  /** Where the words end; null where the editor has other ones. */
  private words(text: Y.XmlText, start: number, end: number): number | null {
    let at = start
    for (let item = text._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue
      if (!(item.content instanceof Y.ContentString) || at + item.length > end) return null
      this.add(item, at, item.length, false)
      at += item.length
    }
    return at
  }

  private block({ _item: item }: Y.XmlElement, at: number, size: number): void {
    if (!item) return
    this.note(item.id)
    this.ledger.each(item.id.client, item.id.clock, 1, (_, author) => { this.runs.push({ from: at, to: at + size, key: keyOf(author), author, isBlock: true }) })
  }

  private add({ id }: Y.Item, start: number, length: number, isBlock: boolean): void {
    this.note({ client: id.client, clock: id.clock + length - 1 })
    let at = start
    this.ledger.each(id.client, id.clock, length, (part, author) => {
      const key = keyOf(author), last = this.runs.at(-1)
      if (last && !last.isBlock && last.to === at && last.key === key) last.to = at + part
      else this.runs.push({ from: at, to: at + part, key, author, isBlock })
      at += part
    })
  }

  private note({ client, clock }: { client: number, clock: number }): void { this.isBehind ||= this.ledger.isNew(client, clock) }
}
