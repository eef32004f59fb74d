// Relative positions and snapshots as npm yjs makes them. All bytes are base64.
import * as Y from 'yjs'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))

/** A document that has taken updates, and a way to give it more. Roots are looked at without a kind: naming one lets Yjs clean up its formatting. */
const begun = (updates, gc) => {
  const doc = new Y.Doc({ gc })
  doc.clientID = 999
  const give = ({ bytes: update, isV2 }) => isV2 ? Y.applyUpdateV2(doc, bytes(update)) : Y.applyUpdate(doc, bytes(update))
  updates.forEach(give)
  return { doc, give }
}

/** The roots, and the types that stand in lists below them, in order. */
const typesIn = doc => {
  const types = ['text', 'array', 'xml'].map(name => doc.get(name))
  for (let i = 0; i < types.length; i++) {
    for (let item = types[i]._start; item !== null; item = item.right) {
      if (!item.deleted && item.content instanceof Y.ContentType) types.push(item.content.type)
    }
  }
  return types
}

const nameOf = type => type._item ? `${type._item.id.client}:${type._item.id.clock}` : Y.findRootTypeKey(type)

export const places = {
  /** { runs: [update], formats: [isV2] }: client, clock and UTF-16 of each visible run of the root "text". */
  runs: ({ runs, formats }) => {
    const { doc } = begun(runs.map((update, i) => ({ bytes: update, isV2: formats[i] })), false)
    const found = []
    for (let item = doc.get('text')._start; item; item = item.right) {
      if (!item.deleted && item.content instanceof Y.ContentString) found.push([item.id.client, item.id.clock, Buffer.from(item.content.str, 'utf16le').toString('base64')])
    }
    return found
  },

  /** { textOf: [update], gc }: the UTF-16 of the root "text". */
  textOf: ({ textOf, gc }) => {
    const { doc } = begun(textOf.map(update => ({ bytes: update, isV2: false })), gc)
    return { text: Buffer.from(doc.getText('text').toString(), 'utf16le').toString('base64') }
  },

  /** { positions: [call], at, gc }: after so many calls a position at each index, with either association; and where each of them is then, and at the end. */
  positions: ({ positions, at, gc }) => {
    const { doc, give } = begun(positions.slice(0, at), gc)
    const made = typesIn(doc).flatMap(type => Array.from({ length: type._length + 2 }, (_, index) => [-1, 0].map(assoc => ({ type: nameOf(type), index, assoc, position: Y.createRelativePositionFromTypeIndex(type, index, assoc) }))).flat())
    const find = position => {
      const found = Y.createAbsolutePositionFromRelativePosition(position, doc)
      return found && `${nameOf(found.type)} ${found.index} ${found.assoc}`
    }
    const firsts = made.map(({ position }) => find(position))
    positions.slice(at).forEach(give)
    return made.map(({ type, index, assoc, position }, i) => ({
      type, index, assoc, bytes: base64(Y.encodeRelativePosition(position)), json: JSON.stringify(Y.relativePositionToJSON(position)), first: firsts[i], last: find(position)
    }))
  },

  /** { undone: [step] }: positions in a text that are taken between insertions, deletions, undoing and redoing, and where they are at the end, followed and not. */
  undone: ({ undone }) => {
    const doc = new Y.Doc()
    doc.clientID = 7
    const text = doc.getText('text')
    const undo = new Y.UndoManager(text, { captureTimeout: 0 })
    const made = []
    for (const { name, at, length } of undone) {
      if (name === 'insert') text.insert(at, 'abcdef'.slice(0, length))
      else if (name === 'delete') text.delete(at, length)
      else if (name === 'position') made.push(Y.createRelativePositionFromTypeIndex(text, at, length))
      else undo[name]()
    }
    const index = (position, follow) => Y.createAbsolutePositionFromRelativePosition(position, doc, follow).index
    return made.map(position => ({ bytes: base64(Y.encodeRelativePosition(position)), followed: index(position, true), plain: index(position, false) }))
  },

  /** { snapshot: [call], at, gc }: a snapshot after so many calls, and the document made from it once all calls are taken. */
  snapshot: ({ snapshot, at, gc }) => {
    const { doc, give } = begun(snapshot.slice(0, at), false)
    const [first, again] = [Y.snapshot(doc), Y.snapshot(doc)]
    snapshot.slice(at).forEach(give)
    const made = new Y.Doc({ gc })
    Y.createDocFromSnapshot(doc, first, made)
    return {
      v1: base64(Y.encodeSnapshot(first)),
      v2: base64(Y.encodeSnapshotV2(first)),
      equal: Y.equalSnapshots(first, again),
      equalLater: Y.equalSnapshots(first, Y.snapshot(doc)),
      contains: snapshot.map(({ bytes: update, isV2 }) => Y.snapshotContainsUpdate(first, isV2 ? Y.convertUpdateFormatV2ToV1(bytes(update)) : bytes(update))),
      made: base64(Y.encodeStateAsUpdate(made)),
      madeV2: base64(Y.encodeStateAsUpdateV2(made)),
      origin: base64(Y.encodeStateAsUpdate(doc))
    }
  }
}
