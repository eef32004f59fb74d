import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { othersOf, type Somebody } from '../lib/somebody.js'
import { cut } from '../lib/text.js'
import { headingOf } from './api.js'

/** Tells of each change of the text by somebody else who it was and under which heading it begins. Ends when the function it returns is called. */
export function said(editor: Editor, doc: Y.Doc, awareness: Awareness, me: string, tell: (who: Somebody, heading: string) => void): () => void {
  let before: Node = editor.state.doc
  const onBefore = (): void => { before = editor.state.doc }
  // By now the editor has the new text.
  const onAfter = (transaction: Y.Transaction): void => {
    if (transaction.local || transaction.changed.size === 0) return
    const start = before.content.findDiffStart(editor.state.doc.content)
    if (start === null) return
    const heading = under(editor.state.doc, start)
    for (const who of othersOf(transaction, awareness, me)) tell(who, heading)
  }
  doc.on('beforeTransaction', onBefore)
  doc.on('afterTransaction', onAfter)
  return () => {
    doc.off('beforeTransaction', onBefore)
    doc.off('afterTransaction', onAfter)
  }
}

function under(doc: Node, pos: number): string {
  let heading = ''
  doc.forEach((node, offset) => { if (offset <= pos) heading = headingOf(node) || heading })
  return cut(heading, 80)
}
