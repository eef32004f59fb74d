// Documents with a past, the same for every server.
import * as Y from 'yjs'
import { root } from './edits.mjs'
import { seeded } from './crowd.mjs'

const authors = 6
const deletedShare = 0.3
const runMax = 10

/** The state of a text after so many edits of one character by six authors, each after the other, who jump about and delete. */
export const longPast = (edits, seed) => {
  const random = seeded(seed)
  let state = null
  for (let author = 0, done = 0; author < authors; author++) {
    const doc = new Y.Doc()
    doc.clientID = 2 ** 28 + author
    if (state) Y.applyUpdate(doc, state)
    const text = doc.getText(root)
    doc.transact(() => {
      for (const until = Math.round(edits * (author + 1) / authors); done < until;) {
        let at = Math.floor(random() * (text.length + 1))
        for (let run = 1 + Math.floor(random() * runMax); run > 0 && done < until; run--, done++) {
          if (at > 0 && random() < deletedShare) text.delete(--at, 1)
          else text.insert(at++, String.fromCharCode(97 + Math.floor(random() * 26)))
        }
      }
    })
    state = Y.encodeStateAsUpdate(doc)
  }
  return state
}

/** A text of so many bytes, put together from short insertions at any place. */
export const ofBytes = (bytes, seed) => {
  const random = seeded(seed)
  const doc = new Y.Doc()
  doc.clientID = 2 ** 28
  const text = doc.getText(root)
  while (text.length < bytes) text.insert(Math.floor(random() * (text.length + 1)), 'some fifty characters that somebody has typed once ')
  return Y.encodeStateAsUpdate(doc)
}
