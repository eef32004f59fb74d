// Stock y-websocket clients, driven by JSON lines: { id, op, … } on standard input, { id, result } or { id, error } on standard output.
import readline from 'node:readline'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'

// Libraries log to standard output, which is ours.
console.log = console.error

const DEADLINE_MS = 20_000
const clients = new Map()

const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))
const textOf = client => client.doc.getText('t').toString()

/** Resolves when a condition holds; asks again whenever the document, the awareness or the line changes. */
function until (client, holds, what) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => { clearTimeout(timer); client.watchers.delete(check); settle(value) }
    const check = () => { if (holds()) end(resolve, null) }
    const timer = setTimeout(() => end(reject, new Error(`${client.name}: not ${what} in time; text ${JSON.stringify(textOf(client))}, closes ${JSON.stringify(client.closes)}`)), DEADLINE_MS)
    client.watchers.add(check)
    check()
  })
}

const ops = {
  /** Opens a document. With `state` the client comes with a store of its own, as a shared browser's. */
  async open ({ name, server, document, token, clientId, state }) {
    const doc = new Y.Doc()
    if (state) Y.applyUpdate(doc, bytes(state))
    // Behind the store: Yjs takes a new id when it meets its own in an update.
    if (clientId) doc.clientID = clientId
    const provider = new WebsocketProvider(server, document, doc, {
      WebSocketPolyfill: WebSocket, disableBc: true, maxBackoffTime: 200, params: token ? { token } : {}
    })
    const client = { name, doc, provider, closes: [], watchers: new Set() }
    const changed = () => { for (const check of [...client.watchers]) check() }
    doc.on('update', changed)
    provider.awareness.on('change', changed)
    provider.on('sync', changed)
    provider.on('connection-close', event => { if (event) client.closes.push({ code: event.code, reason: String(event.reason) }); changed() })
    clients.set(name, client)
  },
  synced: ({ name }) => until(clients.get(name), () => clients.get(name).provider.synced, 'synced'),
  closed: async ({ name }) => { const c = clients.get(name); await until(c, () => c.closes.length > 0, 'closed'); return c.closes[0] },
  insert: async ({ name, at, text }) => { const t = clients.get(name).doc.getText('t'); t.insert(Math.min(at, t.length), text) },
  type: async ({ name, text }) => { for (const c of text) { const t = clients.get(name).doc.getText('t'); t.insert(t.length, c); await null } },
  contains: ({ name, text }) => until(clients.get(name), () => textOf(clients.get(name)).includes(text), `holding ${text}`),
  length: ({ name, length }) => until(clients.get(name), () => textOf(clients.get(name)).length === length, `${length} long`),
  text: async ({ name }) => textOf(clients.get(name)),
  state: async ({ name }) => base64(Y.encodeStateAsUpdate(clients.get(name).doc)),
  vector: async ({ name }) => base64(Y.encodeStateVector(clients.get(name).doc)),
  setAwareness: async ({ name, state }) => clients.get(name).provider.awareness.setLocalState(state),
  awareness: async ({ name }) => Object.fromEntries(clients.get(name).provider.awareness.getStates()),
  sees: ({ name, clientId }) => until(clients.get(name), () => clients.get(name).provider.awareness.getStates().has(clientId), `seeing ${clientId}`),
  cursor: ({ name, clientId, cursor }) => until(clients.get(name), () => clients.get(name).provider.awareness.getStates().get(clientId)?.cursor === cursor, `seeing ${clientId} at ${cursor}`),
  seesNot: ({ name, clientId }) => until(clients.get(name), () => !clients.get(name).provider.awareness.getStates().has(clientId), `without ${clientId}`),
  /** Another tab of this browser still has somebody, newer than anything that is known here; a stock client passes that on to the server. */
  echo: async ({ name, clientId, state }) => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    const other = new Awareness(doc)
    const { awareness } = clients.get(name).provider
    while (other.meta.get(clientId).clock <= (awareness.meta.get(clientId)?.clock ?? 0)) other.setLocalState(state)
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [clientId]), 'another tab')
    other.destroy()
  },
  disconnect: async ({ name }) => clients.get(name).provider.disconnect(),
  connect: async ({ name }) => clients.get(name).provider.connect(),
  /** Connects, and types as soon as there is a line, which is before the server has asked for what was written without one. */
  connectTyping: async ({ name, text }) => {
    const { doc, provider } = clients.get(name)
    const type = ({ status }) => {
      if (status !== 'connected') return
      provider.off('status', type)
      doc.getText('t').insert(doc.getText('t').length, text)
    }
    provider.on('status', type)
    provider.connect()
  },
  close: async ({ name }) => { clients.get(name).provider.destroy(); clients.delete(name) },
  /** What a document says that has taken these updates. */
  read: async ({ updates }) => {
    const doc = new Y.Doc()
    for (const update of updates) Y.applyUpdate(doc, bytes(update))
    return { text: doc.getText('t').toString(), vector: base64(Y.encodeStateVector(doc)), state: base64(Y.encodeStateAsUpdate(doc)) }
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  Promise.resolve().then(() => ops[request.op](request)).then(
    result => process.stdout.write(JSON.stringify({ id: request.id, result: result ?? null }) + '\n'),
    error => process.stdout.write(JSON.stringify({ id: request.id, error: String(error?.message ?? error) }) + '\n'))
}
process.exit(0)
