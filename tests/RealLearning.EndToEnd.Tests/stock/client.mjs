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

/** Prints a script's answer and ends it once the answer is written: a pipe takes 64 KiB at a time. */
export const answer = value => process.stdout.write(JSON.stringify(value) + '\n', () => process.exit(0))

/** The whole state in base64. */
export const stateOf = doc => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
