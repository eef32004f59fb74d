import * as Y from 'yjs'

/**
 * The words that an update added to a document and that still stand there, as plain text in the order of the document's types; what was typed in one
 * place is one line. What is no text is left out.
 */
export function wordsOf(doc: Y.Doc, update: Uint8Array): string {
  const added = new Map<number, { from: number, to: number }[]>()
  const parents = new Set<Y.AbstractType<unknown>>()
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item)) continue
    const { client, clock } = struct.id
    const ranges = added.get(client)
    if (ranges) ranges.push({ from: clock, to: clock + struct.length })
    else added.set(client, [{ from: clock, to: clock + struct.length }])
    if (clock < Y.getState(doc.store, client)) {
      const { parent } = Y.getItem(doc.store, struct.id)
      if (parent instanceof Y.AbstractType) parents.add(parent)
    }
  }
  return [...parents].map(parent => linesOf(parent, added)).filter(text => text !== '').join('\n')
}

function linesOf(parent: Y.AbstractType<unknown>, added: Map<number, { from: number, to: number }[]>): string {
  let text = ''
  let isApart = false
  for (let item = parent._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const { client, clock } = item.id
    const end = clock + item.length
    let at = clock
    for (const range of (added.get(client) ?? []).sort((a, b) => a.from - b.from)) {
      const from = Math.max(range.from, at), to = Math.min(range.to, end)
      if (from >= to) continue
      if (text !== '' && (isApart || from > at)) text += '\n'
      text += item.content.str.slice(from - clock, to - clock)
      isApart = false
      at = to
    }
    isApart ||= at < end
  }
  return text
}
