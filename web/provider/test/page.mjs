// The built provider in a page, and nothing else.
import * as Y from 'yjs'
import { LiveProvider } from '../dist/index.js'
import { writeTogether } from './writing.mjs'

/** Writes with others; gives the whole state in base64 once it is saved. */
globalThis.write = async (document, name, writers, rounds, seed) => {
  const doc = new Y.Doc()
  const provider = new LiveProvider('/live', document, doc)
  await provider.whenSaved()
  await writeTogether(doc, name, writers, rounds, seed)
  await provider.whenSaved()
  return btoa(String.fromCharCode(...Y.encodeStateAsUpdate(doc)))
}
