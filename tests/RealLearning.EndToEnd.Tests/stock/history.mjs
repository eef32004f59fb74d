// Reads states of the past over REST and shows them with npm yjs. Points come on standard input as [{ sequence, text }]; prints the
// sequences whose text differs.   node history.mjs SERVER TOKEN DOCUMENT
import fs from 'node:fs'
import * as Y from 'yjs'
import { answer } from './client.mjs'

const [server, token, name] = process.argv.slice(2)
const points = JSON.parse(fs.readFileSync(0, 'utf8'))
const different = []
for (const { sequence, text } of points) {
  const past = await fetch(`${server}/api/documents/${name}/at/${sequence}`, { headers: { authorization: `Bearer ${token}` } })
  if (!past.ok) throw new Error(`${past.status} ${await past.text()}`)
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, new Uint8Array(await past.arrayBuffer()))
  if (doc.getText('t').toString() !== text) different.push(sequence)
}
answer({ points: points.length, different })
