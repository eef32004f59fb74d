// What a document shows, whichever engine wrote it: read by npm yjs.
import crypto from 'node:crypto'
import * as Y from 'yjs'

const shown = type => type instanceof Y.XmlText || type instanceof Y.Text
  ? type.toDelta()
  : type instanceof Y.XmlElement
    ? [type.nodeName, type.getAttributes(), type.toArray().map(shown)]
    : type.toArray().map(shown)

export const contentHash = doc => crypto.createHash('sha256')
  .update(JSON.stringify([shown(doc.getText('text')), doc.getMap('map').toJSON(), shown(doc.getXmlFragment('prosemirror'))]))
  .digest('hex')

/** The hash of what updates lead to. */
export const contentOf = (updates, version = 1) => {
  const doc = new Y.Doc({ gc: true })
  for (const update of updates) (version === 1 ? Y.applyUpdate : Y.applyUpdateV2)(doc, update)
  return doc.store.pendingStructs || doc.store.pendingDs ? 'something is missing' : contentHash(doc)
}
