// Text recordings: traces of one author, a trace of two, and a thousand clients.
import * as Y from 'yjs'
import { writeEdits } from '../files.mjs'
import { below, clientIds, seeded } from '../random.mjs'
import { Recorder } from './recorder.mjs'

const text = doc => doc.getText('text')

const write = (type, [position, deleted, inserted]) => {
  if (deleted > 0) type.delete(position, deleted)
  if (inserted !== '') type.insert(position, inserted)
}

/** One author; each patch is one transaction, as typed. */
export const sequential = (folder, name, trace) => {
  const recorder = new Recorder()
  const doc = new Y.Doc({ gc: true })
  doc.clientID = 3405691582
  recorder.watch(doc)
  const edits = trace.txns.flatMap(txn => txn.patches)
  if (trace.startContent) edits.unshift([0, 0, trace.startContent])
  for (const edit of edits) doc.transact(() => write(text(doc), edit))
  if (trace.endContent !== null && text(doc).toString() !== trace.endContent) throw new Error(`${name}: the trace ends in another text`)
  writeEdits(folder, `${name}.edits`, edits)
  recorder.save(folder, name, text)
}

/** Several authors: each has a document that takes, before it writes, what its author had seen. */
export const concurrent = (folder, name, trace) => {
  const recorder = new Recorder()
  const ids = clientIds(seeded(7), trace.numAgents)
  const writers = ids.map(id => {
    const doc = recorder.watch(new Y.Doc({ gc: true }))
    doc.clientID = id
    return { doc, seen: -1, taken: new Set() }
  })
  const updates = []
  const take = (writer, index) => {
    const open = [index]
    const missing = []
    while (open.length > 0) {
      const at = open.pop()
      if (writer.taken.has(at)) continue
      writer.taken.add(at)
      missing.push(at)
      open.push(...trace.txns[at].parents)
    }
    for (const at of missing.sort((a, b) => a - b)) for (const update of updates[at]) Y.applyUpdate(writer.doc, update)
  }
  trace.txns.forEach((txn, index) => {
    const writer = writers[txn.agent]
    txn.parents.forEach(parent => take(writer, parent))
    const first = recorder.v1.length
    writer.doc.transact(() => txn.patches.forEach(patch => write(text(writer.doc), patch)))
    writer.taken.add(index)
    updates.push(recorder.v1.slice(first))
  })
  const doc = recorder.save(folder, name, text)
  return trace.endContent === text(doc).toString()
}

/** A class that types at once: 1,000 clients, each 20 times somewhere in the same text, in random turns. One document that changes its id. */
export const thousandClients = (folder, name, clients = 1000, each = 20) => {
  const random = seeded(11)
  const recorder = new Recorder()
  const doc = recorder.watch(new Y.Doc({ gc: true }))
  const turns = clientIds(random, clients).flatMap(id => Array(each).fill(id))
  for (let i = turns.length - 1; i > 0; i--) {
    const j = below(random, i + 1)
    ;[turns[i], turns[j]] = [turns[j], turns[i]]
  }
  for (const id of turns) {
    doc.clientID = id
    text(doc).insert(below(random, text(doc).length + 1), ' etaoinshrdlu'[below(random, 13)])
  }
  recorder.save(folder, name, text)
}
