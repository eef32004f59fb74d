// The built provider, as Node runs it, told what to do by whoever started it: one JSON command a line in, one JSON answer a line out.
//   node real.mjs SERVER
import { createInterface } from 'node:readline'
import * as Y from 'yjs'
import { LiveConnection, LiveProvider } from '../dist/index.js'

const [server] = process.argv.slice(2)
const clients = new Map()

const open = ({ client, document, token }) => {
  const doc = new Y.Doc()
  const connection = new LiveConnection(`${server}/live`, { retryMs: 20, retryMsMax: 200, ...(token ? { token: () => token } : {}) })
  const provider = new LiveProvider(connection, document, doc)
  const held = { doc, provider, text: doc.getText('t'), told: [] }
  provider.on('refused', ({ code, words }) => held.told.push({ refused: code, words }))
  provider.on('closed', ({ code }) => held.told.push({ closed: code }))
  provider.on('right', right => held.told.push({ right }))
  clients.set(client, held)
}

/** Resolves when a condition holds after something that may change it. */
const until = (held, condition) => new Promise((resolve, reject) => {
  const offs = []
  const limit = setTimeout(() => end(() => reject(new Error(`still ${held.provider.state}: ${held.text.toString().slice(0, 200)} ${JSON.stringify(held.told)}`))), 60_000)
  const end = act => { clearTimeout(limit); offs.forEach(off => off()); held.doc.off('update', look); act() }
  const look = () => { if (condition()) end(resolve) }
  for (const name of ['state', 'right', 'refused', 'closed', 'sync']) offs.push(held.provider.on(name, look))
  held.doc.on('update', look)
  look()
})

const acts = {
  open,
  insert: ({ client, at, text, times = 1 }) => { const held = clients.get(client); held.text.insert(Math.min(at, held.text.length), text.repeat(times)) },
  state: ({ client, state }) => until(clients.get(client), () => clients.get(client).provider.state === state),
  has: ({ client, text }) => until(clients.get(client), () => clients.get(client).text.toString().includes(text)),
  told: ({ client, key }) => until(clients.get(client), () => clients.get(client).told.some(event => key in event)).then(() => clients.get(client).told.splice(0)),
  text: ({ client }) => clients.get(client).text.toString(),
  length: ({ client, length }) => until(clients.get(client), () => clients.get(client).text.length === length),
  disconnect: ({ client }) => clients.get(client).provider.disconnect(),
  connect: ({ client }) => clients.get(client).provider.connect(),
  close: ({ client }) => { clients.get(client).provider.destroy(); clients.delete(client) },
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  try {
    console.log(JSON.stringify({ result: await acts[command.op](command) ?? null }))
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }))
  }
}
process.exit(0)
