// What npm yjs makes of updates that it is given. All bytes are base64.
import './clock.mjs'
import * as Y from 'yjs'
import { protocols } from './awareness.mjs'
import { places } from './places.mjs'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))

/** A document that has taken updates, one by one. */
const taken = (updates, gc) => {
  const doc = new Y.Doc({ gc })
  for (const update of updates) Y.applyUpdate(doc, bytes(update))
  return doc
}

export const answers = {
  ...places,
  ...protocols,

  /** { merge: [update], gc }: the merged update, and the state that it leads to. */
  merge: ({ merge, gc }) => {
    const merged = base64(Y.mergeUpdates(merge.map(bytes)))
    return { merged, state: base64(Y.encodeStateAsUpdate(taken([merged], gc))), vector: base64(Y.encodeStateVectorFromUpdate(bytes(merged))) }
  },

  /** { diff: update, vector }: the part that the holder of the vector lacks. */
  diff: ({ diff, vector }) => ({ diff: base64(Y.diffUpdate(bytes(diff), bytes(vector))) }),

  /** { apply: [update], gc }: the state. */
  apply: ({ apply, gc }) => {
    const doc = taken(apply, gc)
    return { state: base64(Y.encodeStateAsUpdate(doc)), vector: base64(Y.encodeStateVector(doc)) }
  },

  /** { read: [update], gc }: the state and what it shows. Reading makes the types known, and with them Yjs cleans up; so it comes last. */
  read: ({ read, gc }) => {
    const doc = taken(read, gc)
    const answer = { state: base64(Y.encodeStateAsUpdate(doc)), vector: base64(Y.encodeStateVector(doc)) }
    return {
      ...answer,
      text: doc.getText('text').toString(),
      array: doc.getArray('array').toJSON(),
      map: doc.getMap('map').toJSON(),
      xml: doc.getXmlFragment('xml').toString()
    }
  }
}
