// Reads states of the past over REST and shows them with npm yjs. Points come on standard input as [{ sequence, text }]; prints the
// sequences whose text differs.   node history.mjs SERVER TOKEN DOCUMENT
import fs from 'node:fs'
import * as Y from 'yjs'

const [server, token, name] = process.argv.slice(2)
const points = JSON.parse(fs.readFileSync(0, 'utf8'))
const different = []
for (const { sequence, text } of points) {
  const answer = await fetch(`${server}/api/documents/${name}/at/${sequence}`, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
  if (doc.getText('t').toString() !== text) different.push(sequence)
}
console.log(JSON.stringify({ points: points.length, different }))
