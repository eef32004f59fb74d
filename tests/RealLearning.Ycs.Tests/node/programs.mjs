// Random programs: clients that edit, exchange updates and observe, run by npm yjs and told step by step so that another engine can do the same and compare.
// Reads one line of JSON per request on standard input, { seed, count }, and answers a line for each program. Texts are base64 of UTF-16, values base64
// of lib0's any, since JSON readers refuse halves of surrogate pairs. What is compared is JSON as text.
import readline from 'node:readline'
import { clock } from './clock.mjs'
import * as Y from 'yjs'
import { seeded } from './seeded.mjs'
import { makeOp, run } from './operations.mjs'
import { base64, plain } from './values.mjs'

const ids = [1, 2, 3, 77, 128, 300, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1, 2 ** 53 - 7, 4294967297]
export const roots = { text: Y.Text, rich: Y.Text, array: Y.Array, map: Y.Map, xml: Y.XmlFragment }

const undoOptions = (r, open) => ({
  scope: r() < 0.3 ? null : open.length ? [open[Math.floor(r() * open.length)], open[0]] : null,
  timeout: r() < 0.5 ? 0 : 300,
  tracked: r() < 0.7 ? [null, 'mine'] : ['mine', 'other'],
  overwrites: r() < 0.3,
  filters: r() < 0.2,
  captures: r() < 0.2
})

class Client {
  constructor (r, id, all) {
    this.options = { id, gc: r() < 0.6, cleanUp: r() < 0.7, open: Object.keys(roots).filter(() => r() < 0.9), watch: r() < 0.6, reacts: r() < 0.3 ? 3 : 0, traces: r() < 0.5 }
    this.options.undo = r() < 0.5 ? undoOptions(r, this.options.open) : null
    this.doc = new Y.Doc({ gc: this.options.gc, guid: 'main' })
    this.doc.clientID = id
    this.log = []
    this.updates = []
    this.budget = this.options.reacts
    if (this.budget && !this.options.open.includes('array')) this.options.open.push('array')
    if (!this.options.cleanUp) this.doc.on('afterTransaction', transaction => { transaction._needFormattingCleanup = false })
    this.doc.on('update', (update, origin, _doc, transaction) => {
      this.updates.push(['v1', base64(update), this.source(origin)])
      if (transaction.local) all.forEach(other => other !== this && other.inbox.push({ v1: update }))
    })
    this.doc.on('updateV2', (update, origin, _doc, transaction) => {
      this.updates.push(['v2', base64(update), this.source(origin)])
      if (transaction.local) all.forEach(other => { if (other !== this) other.inbox.at(-1).v2 = update })
    })
    if (this.options.traces) this.trace()
    this.inbox = []
    this.options.open.forEach(name => this.open(name))
    if (this.options.undo) this.undo = this.manager(this.options.undo)
  }

  manager ({ scope, timeout, tracked, overwrites, filters, captures }) {
    const manager = new Y.UndoManager(scope ? scope.map(name => this.doc.get(name, roots[name])) : this.doc, {
      captureTimeout: timeout,
      trackedOrigins: new Set(tracked),
      ignoreRemoteMapChanges: overwrites,
      deleteFilter: item => !filters || item.length % 7 !== 3,
      captureTransaction: transaction => !captures || transaction.origin !== 'other'
    })
    for (const name of ['stack-item-added', 'stack-item-updated', 'stack-item-popped']) {
      manager.on(name, ({ type, origin }) => this.log.push([name, type, this.source(origin)]))
    }
    manager.on('stack-cleared', ({ undoStackCleared, redoStackCleared }) => this.log.push(['stack-cleared', undoStackCleared, redoStackCleared]))
    return manager
  }

  source (origin) { return origin instanceof Y.UndoManager ? 'manager' : origin }

  trace () {
    this.doc.on('beforeAllTransactions', () => this.log.push('beforeAll'))
    for (const name of ['beforeTransaction', 'beforeObserverCalls', 'afterTransaction', 'afterTransactionCleanup']) {
      this.doc.on(name, transaction => this.log.push([name, transaction.local, this.source(transaction.origin)]))
    }
    this.doc.on('afterAllTransactions', () => this.log.push('afterAll'))
    this.doc.on('subdocs', ({ added, removed, loaded }) => this.log.push(['subdocs', ...[added, removed, loaded].map(set => [...set].map(doc => doc.guid))]))
  }

  open (name) {
    const type = this.doc.get(name, roots[name])
    if (!this.options.watch) return
    type.observe(event => {
      this.log.push(['event', name, ...tell(event)])
      if (this.budget > 0 && name !== 'array') {
        this.budget--
        this.doc.getArray('array').insert(0, ['reaction'])
      }
    })
    type.observeDeep(events => this.log.push(['deep', name, ...events.map(tell)]))
  }
}

const tell = event => [plain(event.path), plain(event.delta), plain([...event.keys.entries()]), event.childListChanged ?? null]

const content = client => {
  const result = {}
  for (const [name, type] of [...client.doc.share].sort(([one], [other]) => one < other ? -1 : 1)) {
    if (type.constructor === Y.AbstractType) continue
    result[name] = type instanceof Y.Text ? [type.toString(), plain(type.toDelta()), plain(type.getAttributes())] : [plain(type.toJSON())]
    if (type instanceof Y.Array) result[name].push(plain(type.toArray()))
  }
  return result
}

/** Where the search markers stand, and in which order they were used: what they lead to is seldom seen from outside. */
const markers = client => Object.keys(roots).sort().filter(name => client.doc.share.has(name) && client.doc.share.get(name).constructor !== Y.AbstractType).map(name => {
  const all = client.doc.share.get(name)._searchMarker ?? []
  const times = all.map(marker => marker.timestamp).sort((a, b) => a - b)
  return [name, ...all.map(({ p, index, timestamp }) => [p.id.client, p.id.clock, p.marker, index, times.indexOf(timestamp)])]
})

const program = seed => {
  clock.now = 1000
  const r = seeded(seed)
  const pick = list => list[Math.floor(r() * list.length)]
  // Dense: so many small edits of one short list that Yjs runs out of search markers.
  const dense = r() < 0.04
  const long = dense || r() < 0.08
  const focus = dense ? pick(['text', 'array', 'array']) : r() < 0.5 ? pick(Object.keys(roots)) : null
  const free = [...ids]
  const clients = []
  for (let left = dense ? 1 : long ? 1 + Math.floor(r() * 2) : 2 + Math.floor(r() * 4); left > 0; left--) {
    clients.push(new Client(r, free.splice(Math.floor(r() * free.length), 1)[0], clients))
  }
  const steps = []
  const note = (client, step, state) => {
    step.client = clients.indexOf(client)
    step.now = clock.now
    step.updates = client.updates
    step.log = JSON.stringify(client.log)
    if (state) {
      step.v1 = base64(Y.encodeStateAsUpdate(client.doc))
      step.v2 = base64(Y.encodeStateAsUpdateV2(client.doc))
      step.vector = base64(Y.encodeStateVector(client.doc))
      step.content = JSON.stringify(content(client))
      step.markers = JSON.stringify(markers(client))
      if (client.undo) step.stacks = JSON.stringify([client.undo.undoStack.length, client.undo.redoStack.length])
      step.subdocs = JSON.stringify([...client.doc.getSubdocGuids()].sort())
    }
    client.updates = []
    client.log = []
    steps.push(step)
  }
  const edit = (client, several) => {
    const origin = r() < 0.3 ? pick(['mine', 'other']) : null
    const ops = []
    const make = () => {
      const op = makeOp(client, r, { focus, long, dense })
      if (!op) return
      ops.push(op)
      run(client, op)
    }
    clock.now += Math.floor(r() * 250)
    if (several) client.doc.transact(() => { for (let left = 1 + Math.floor(r() * 5); left > 0; left--) make() }, origin)
    else make()
    return ops.length || several ? { kind: 'edit', several, origin, ops } : null
  }
  for (let i = 0, count = dense ? 900 : long ? 250 : 8 + Math.floor(r() * 45); i < count; i++) {
    const client = pick(clients)
    const kind = r()
    if (kind < (dense ? 1 : long ? 0.95 : 0.62)) {
      const step = edit(client, r() < (dense ? 0.1 : 0.4))
      if (step) note(client, step, !long || i % 25 === 0)
    } else if (kind < 0.93 && client.inbox.length) {
      const at = r() < 0.75 ? 0 : Math.floor(r() * client.inbox.length)
      const update = r() < 0.9 ? client.inbox.splice(at, 1)[0] : client.inbox[at]
      const isV2 = r() < 0.4
      isV2 ? Y.applyUpdateV2(client.doc, update.v2, 'remote') : Y.applyUpdate(client.doc, update.v1, 'remote')
      note(client, { kind: 'apply', isV2, update: base64(isV2 ? update.v2 : update.v1) }, true)
    } else if (clients.length > 1) {
      const other = pick(clients)
      if (other === client) continue
      const isV2 = r() < 0.4
      const vector = Y.encodeStateVector(client.doc)
      const update = isV2 ? Y.encodeStateAsUpdateV2(other.doc, vector) : Y.encodeStateAsUpdate(other.doc, vector)
      isV2 ? Y.applyUpdateV2(client.doc, update, 'sync') : Y.applyUpdate(client.doc, update, 'sync')
      note(client, { kind: 'apply', isV2, update: base64(update), origin: 'sync' }, true)
    }
  }
  clients.forEach(client => note(client, { kind: 'none' }, true))
  return { seed, clients: clients.map(client => client.options), steps }
}

readline.createInterface({ input: process.stdin }).on('line', line => {
  const { seed, count } = JSON.parse(line)
  for (let i = 0; i < count; i++) console.log(JSON.stringify(program(seed + i)))
})
