// What every recording of npm yjs leaves: its updates in v1 and v2, the state at the end and shortly before it, and what it shows.
import * as Y from 'yjs'
import { contentHash } from '../content.mjs'
import { writeBytes, writeJson, writeMany } from '../files.mjs'

/** How many updates the client of a diff lacks. */
const LACKS = 1000

/** Collects what documents write, in the order in which they write it: an order that keeps causes before effects. */
export class Recorder {
  v1 = []
  v2 = []

  /** Listens to what is written here, and not to what came from elsewhere. */
  watch (doc) {
    doc.on('update', (update, _, __, transaction) => transaction.local && this.v1.push(update))
    doc.on('updateV2', (update, _, __, transaction) => transaction.local && this.v2.push(update))
    return doc
  }

  /** The reader is a document that took the updates one by one. */
  save (folder, name, root) {
    const doc = new Y.Doc({ gc: true })
    root(doc)
    this.v1.forEach((update, i) => {
      if (i === this.v1.length - LACKS) {
        writeBytes(folder, `${name}.before`, Y.encodeStateAsUpdate(doc))
        writeBytes(folder, `${name}.vector`, Y.encodeStateVector(doc))
      }
      Y.applyUpdate(doc, update)
    })
    if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error(`${name}: the recording lacks something`)
    writeMany(folder, `${name}.v1`, this.v1)
    writeMany(folder, `${name}.v2`, this.v2)
    writeBytes(folder, `${name}.state1`, Y.encodeStateAsUpdate(doc))
    writeBytes(folder, `${name}.state2`, Y.encodeStateAsUpdateV2(doc))
    // Last, and with it the recording is whole.
    writeJson(folder, `${name}.json`, { updates: this.v1.length, bytes: this.v1.reduce((sum, update) => sum + update.length, 0), clients: doc.store.clients.size, content: contentHash(doc) })
    return doc
  }
}
