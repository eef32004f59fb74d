import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { headingOf } from './api.js'

/** How long others' edits are gathered before they are read out, in milliseconds. */
const BATCH_MS = 5_000

/** Most people who are named in one batch. */
const NAMES_MAX = 3

/**
 * Tells, a batch at a time, who else changed the text and under which heading they began, for those who do not see it. Ends when the function
 * it returns is called.
 */
export function said(editor: Editor, doc: Y.Doc, awareness: Awareness, tell: (sentences: string) => void): () => void {
  const places = new Map<string, string>()
  let before: Node = editor.state.doc
  let timer: ReturnType<typeof setTimeout> | undefined

  const speak = (): void => {
    timer = undefined
    const sentences = [...places].slice(0, NAMES_MAX).map(([name, place]) => `${name} changed the text${place}.`)
    if (places.size > NAMES_MAX) sentences.push(`${places.size - NAMES_MAX} more people changed it.`)
    places.clear()
    tell(sentences.join(' '))
  }
  const onBefore = (): void => { before = editor.state.doc }
  // By now the editor has the new text.
  const onAfter = (transaction: Y.Transaction): void => {
    if (transaction.local || transaction.changed.size === 0) return
    const names = authors(transaction, awareness)
    if (names.every(name => places.has(name))) return
    const start = before.content.findDiffStart(editor.state.doc.content)
    if (start === null) return
    for (const name of names) if (!places.has(name)) places.set(name, under(editor.state.doc, start))
    timer ??= setTimeout(speak, BATCH_MS)
  }
  doc.on('beforeTransaction', onBefore)
  doc.on('afterTransaction', onAfter)
  return () => {
    clearTimeout(timer)
    doc.off('beforeTransaction', onBefore)
    doc.off('afterTransaction', onAfter)
  }
}

/** Whose ids a transaction extends. Who only deletes cannot be told from it. */
function authors({ beforeState, afterState }: Y.Transaction, awareness: Awareness): string[] {
  const names = new Set<string>()
  for (const [client, clock] of afterState) {
    if (clock <= (beforeState.get(client) ?? 0)) continue
    const { user } = (awareness.getStates().get(client) ?? {}) as { user?: { name?: unknown } }
    names.add(typeof user?.name === 'string' ? user.name : 'Somebody')
  }
  return names.size > 0 ? [...names] : ['Somebody']
}

function under(doc: Node, pos: number): string {
  let heading = ''
  doc.forEach((node, offset) => { if (offset <= pos) heading = headingOf(node) || heading })
  return heading ? ` under “${heading.slice(0, 80)}”` : ''
}
