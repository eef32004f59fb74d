// Replays a recorded editing session through the server by several stock clients, then compares what a fresh client gets, and what
// history gives at some points, with npm yjs. Prints one line of JSON.
//   node replay.mjs SERVER TOKEN DOCUMENT FOLDER|- NAME LIMIT CLIENTS SEED
import * as Y from 'yjs'
import { answer, connect, until } from './client.mjs'
import { seeded } from '../../../web/provider/test/writing.mjs'
import { expectAstral, load, patch } from './trace.mjs'

const [server, token, name, folder, traceName, limit, count, seed] = process.argv.slice(2)
const trace = load(folder === '-' ? null : folder, traceName, +limit, +seed)
expectAstral(trace)
const random = seeded(+seed)
const chunk = Math.max(1, Math.ceil(trace.txns.length / 40))
const clients = await Promise.all(Array.from({ length: +count }, () => connect(server, name, token)))
const history = new Y.Doc({ gc: false })
const points = []
let steps = 0

/** Notes, now and then, what npm yjs shows after so many updates; says whether it did. */
const note = update => {
  Y.applyUpdate(history, update)
  if (++steps > 1 && random() >= 8 / trace.txns.length) return false
  points.push({ steps, text: history.getText('t').toString() })
  return true
}

const has = (client, doc) => {
  const mine = Y.decodeStateVector(Y.encodeStateVector(client.doc))
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].every(([id, clock]) => (mine.get(id) ?? 0) >= clock)
}

/** Whether a client holds exactly what was noted. A state vector says nothing of deletions; the length does, once the vectors are the same. */
const isUpToDate = client => has(client, history) && client.doc.getText('t').length === history.getText('t').length

/** One author's recording: the clients take turns, each once it has what the others wrote. */
const replaySequential = async () => {
  if (trace.startContent) throw new Error('A trace that starts with content needs it inserted first.')
  for (let from = 0, turn = 0; from < trace.txns.length; from += chunk, turn++) {
    const client = clients[turn % clients.length]
    await until(() => isUpToDate(client), `client ${turn % clients.length} did not catch up at ${from}`)
    const text = client.doc.getText('t')
    const listen = (update, origin) => { if (origin !== client.provider) note(update) }
    client.doc.on('update', listen)
    for (const txn of trace.txns.slice(from, from + chunk)) client.doc.transact(() => patch(text, txn.patches))
    client.doc.off('update', listen)
    await until(() => client.provider.ws?.bufferedAmount === 0, 'the line stayed full')
  }
}

/** Several authors' recording: each transaction is made in the state of its parents, and sent by its author's client. */
const replayConcurrent = async () => {
  // Of two who wrote at one spot at once the lower id stands first, in Yjs; the lower number, in a recording.
  const firstId = 1 + Math.floor(random() * 2 ** 31)
  const agents = Array.from({ length: trace.numAgents }, () => ({ doc: new Y.Doc(), known: Array(trace.numAgents).fill(-1) }))
  agents.forEach(({ doc }, agent) => { doc.clientID = firstId + agent })
  const updates = []
  const versions = [] // for each transaction, the last one of each agent that it builds on
  for (const [i, { agent, parents, patches }] of trace.txns.entries()) {
    const { doc, known } = agents[agent]
    const version = agents.map((_, other) => Math.max(-1, ...parents.map(parent => versions[parent][other])))
    if (catchUp(doc, known, version, updates)) {
      await until(() => has(clients[agent % clients.length], doc), `agent ${agent} did not catch up at ${i}`)
    }
    const out = []
    const listen = update => out.push(update)
    doc.on('update', listen)
    doc.transact(() => patch(doc.getText('t'), patches))
    doc.off('update', listen)
    version[agent] = known[agent] = i
    versions.push(version)
    updates.push({ agent, update: out[0] })
    if (out.length) {
      Y.applyUpdate(clients[agent % clients.length].doc, out[0], 'typed')
      // Two lines may overtake each other: at a point that is looked at later, the server has exactly what was noted.
      if (note(out[0])) await until(() => clients.every(isUpToDate), `not all arrived by ${steps}`)
    }
  }
}

/** Applies what a version has and a document lacks, in recorded order; says whether there was anything. */
const catchUp = (doc, known, version, updates) => {
  const from = Math.min(...version.map((last, agent) => last > known[agent] ? known[agent] + 1 : Infinity))
  if (from === Infinity) return false
  for (let j = from; j <= Math.max(...version); j++) {
    const { agent, update } = updates[j]
    if (j > known[agent] && j <= version[agent] && update) Y.applyUpdate(doc, update)
  }
  version.forEach((last, agent) => { known[agent] = Math.max(known[agent], last) })
  return true
}

await (trace.numAgents ? replayConcurrent() : replaySequential())
const fresh = await connect(server, name, token)
await until(() => [...clients, fresh].every(isUpToDate), 'the clients and a fresh one did not become equal')
const text = fresh.doc.getText('t').toString()
clients.concat(fresh).forEach(client => client.close())
answer({ steps, length: text.length, equal: text === (trace.endContent ?? history.getText('t').toString()), points })
