// A stock y-websocket client on one document; whatever is below is npm's, unchanged.
import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import WebSocket from 'ws'

/** Connects and resolves once synced. `token` may be empty in the lab. */
export const connect = async (server, name, token, doc = new Y.Doc()) => {
  const provider = new WebsocketProvider(server.replace(/^http/, 'ws') + '/yjs', name, doc, {
    WebSocketPolyfill: WebSocket, disableBc: true, params: token ? { token } : {}, maxBackoffTime: 500
  })
  await until(() => provider.synced, `${name} did not sync`)
  return { doc, provider, close: () => provider.destroy() }
}

/** Resolves when the condition holds; rejects after a minute. */
export const until = (condition, what, ms = 60_000) => new Promise((resolve, reject) => {
  const started = performance.now()
  const look = () => {
    if (condition()) return resolve()
    if (performance.now() - started > ms) return reject(new Error(what))
    setTimeout(look, 5)
  }
  look()
})

export const stateVectorText = doc => Buffer.from(Y.encodeStateVector(doc)).toString('hex')

/** Two documents hold the same: nothing of one is news to the other, and the text reads the same. */
export const sameState = (a, b) => {
  const sorted = doc => [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort((x, y) => x[0] - y[0]).join(';')
  return sorted(a) === sorted(b) && a.getText('t').toString() === b.getText('t').toString()
}
