import * as Y from 'yjs'

/**
 * A document that follows another and is never followed by it. An editor's binding writes on its own account, where a text holds what its schema
 * does not know; in a mirror that stays with whoever may only read. It has the same client id, so that it knows its own cursor.
 */
export function mirror(of: Y.Doc): Y.Doc {
  const copy = new Y.Doc({ gc: of.gc })
  copy.clientID = of.clientID
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(of))
  const follow = (update: Uint8Array): void => Y.applyUpdate(copy, update, of)
  of.on('update', follow)
  copy.on('destroy', () => of.off('update', follow))
  return copy
}
