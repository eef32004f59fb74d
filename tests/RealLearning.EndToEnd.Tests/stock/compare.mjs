// Reads whole states, [base64, …], and prints each as a document encodes it that got it at once, so that equal ones are equal whatever way they came.
import fs from 'node:fs'
import * as Y from 'yjs'
import { answer, stateOf } from './client.mjs'

answer(JSON.parse(fs.readFileSync(0, 'utf8')).map(state => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Buffer.from(state, 'base64'))
  return { state: stateOf(doc), text: doc.getText('t').toString(), waits: doc.store.pendingStructs !== null || doc.store.pendingDs !== null }
}))
