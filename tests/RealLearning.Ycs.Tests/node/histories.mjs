// Random histories made and applied by npm yjs. Reads one line of JSON per request on standard input: { seed, gc, mixed }, where mixed
// mixes v2 among the updates of v1, or one of those in updates.mjs;
// answers one line each.
import readline from 'node:readline'
import './clock.mjs'
import * as Y from 'yjs'
import { seeded } from './seeded.mjs'
import { answers } from './updates.mjs'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const words = ['a', 'bc', 'déf', '😀', 'x😀y', '家', ' ', 'lorem ipsum', '\ud83d', '\ude00z']
const values = [1, -1, 0, -0, 2 ** 31, 1.5, 0.1, NaN, Infinity, 123456789012, [1234567890123456789n, undefined], null, true, false, 'text', [1, 'two', [null]], { a: 1, b: { c: [true] } }]
const ids = [1, 2, 3, 77, 128, 300, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1, 2 ** 53 - 7, 4294967297]

const makers = {
  text: (doc, r) => {
    const text = doc.getText('text')
    const at = Math.floor(r() * (text.length + 1))
    const kind = r()
    if (kind < 0.55) text.insert(at, words[Math.floor(r() * words.length)])
    else if (kind < 0.85 && text.length) text.delete(Math.min(at, text.length - 1), Math.min(1 + Math.floor(r() * 4), text.length - Math.min(at, text.length - 1)))
    else if (kind < 0.93 && text.length) text.format(Math.min(at, text.length - 1), 1, { bold: r() < 0.5 ? true : null })
    else if (kind < 0.96) text.insertEmbed(at, { image: 'i.png' })
    else text.insert(at, 'styled', { em: {} })
  },
  front: (doc, r) => doc.getText('text').insert(0, words[Math.floor(r() * words.length)]),
  array: (doc, r) => {
    const array = doc.getArray('array')
    const at = Math.floor(r() * (array.length + 1))
    if (r() < 0.6 || !array.length) array.insert(at, Array.from({ length: 1 + Math.floor(r() * 3) }, () => value(r)))
    else array.delete(Math.min(at, array.length - 1), 1)
  },
  map: (doc, r) => {
    const map = doc.getMap('map')
    const key = 'k' + Math.floor(r() * 3)
    if (r() < 0.75) map.set(key, value(r))
    else map.delete(key)
  },
  nested: (doc, r) => {
    const map = doc.getMap('map')
    const inner = [...map.values()].find(entry => entry instanceof Y.AbstractType)
    if (inner instanceof Y.Map) inner.set('n' + Math.floor(r() * 2), value(r))
    else if (inner instanceof Y.Array) inner.insert(0, [value(r)])
    else if (inner instanceof Y.Text) inner.insert(0, 'in')
  },
  xml: (doc, r) => {
    const fragment = doc.getXmlFragment('xml')
    const at = Math.floor(r() * (fragment.length + 1))
    const kind = r()
    if (kind < 0.3 || !fragment.length) {
      const element = new Y.XmlElement('paragraph')
      const text = new Y.XmlText()
      text.insert(0, 'line')
      element.insert(0, [text])
      if (r() < 0.5) element.setAttribute('level', '' + Math.floor(r() * 3))
      fragment.insert(at, [element])
      return
    }
    const element = fragment.get(Math.min(at, fragment.length - 1))
    if (kind < 0.4) fragment.delete(Math.min(at, fragment.length - 1), 1)
    else if (element instanceof Y.XmlElement && kind < 0.5) element.setAttribute('level', '' + Math.floor(r() * 9))
    else if (element instanceof Y.XmlElement && element.length) {
      const text = element.get(0)
      if (text instanceof Y.XmlText) kind < 0.8 || !text.length ? text.insert(Math.floor(r() * (text.length + 1)), words[Math.floor(r() * words.length)]) : text.delete(0, 1)
    }
  }
}
const value = r => {
  const kind = r()
  if (kind < 0.06) return new Y.Map([['m', 1]])
  if (kind < 0.12) return new Y.Array()
  if (kind < 0.18) return new Y.Text('inner')
  if (kind < 0.22) return new Uint8Array([1, 2, 3])
  if (kind < 0.24) return new Y.Doc({ guid: 'sub' })
  return values[Math.floor(r() * values.length)]
}

const history = ({ seed, gc }) => {
  const r = seeded(seed)
  const count = 2 + Math.floor(r() * 4)
  const free = [...ids]
  const docs = Array.from({ length: count }, () => {
    const doc = new Y.Doc({ gc: r() < 0.7 })
    doc.clientID = free.splice(Math.floor(r() * free.length), 1)[0]
    return doc
  })
  const updates = []
  docs.forEach(doc => {
    doc.on('update', (update, origin) => { if (origin !== 'sync') updates.push({ v1: update }) })
    doc.on('updateV2', (update, origin) => { if (origin !== 'sync') updates.at(-1).v2 = update })
  })
  const steps = 5 + Math.floor(r() * 40)
  const kinds = Object.keys(makers)
  for (let i = 0; i < steps; i++) {
    const doc = docs[Math.floor(r() * count)]
    doc.transact(() => { for (let left = 1 + Math.floor(r() * 3); left > 0; left--) makers[kinds[Math.floor(r() * kinds.length)]](doc, r) })
    if (r() < 0.3) {
      const other = docs[Math.floor(r() * count)]
      if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)), 'sync')
    }
  }
  return { updates: updates.filter(update => update.v1.length > 2), order: Math.floor(r() * 5), r }
}

const deliver = ({ updates, order, r }, mixed) => {
  let calls = updates.map(({ v1, v2 }) => !mixed || r() < 0.5 ? { isV2: false, bytes: v1 } : { isV2: true, bytes: v2 })
  if (order === 1) calls.reverse()
  if (order >= 2) for (let i = calls.length - 1; i > 0; i--) { const j = Math.floor(r() * (i + 1)); [calls[i], calls[j]] = [calls[j], calls[i]] }
  if (order === 3) calls = calls.flatMap(call => r() < 0.3 ? [call, call] : [call])
  if (order === 4 && calls.length > 4) {
    const grouped = []
    while (calls.length) {
      const isV2 = !!mixed && r() < 0.5
      const group = calls.splice(0, 1 + Math.floor(r() * 4)).map(call => call.isV2 === isV2 ? call.bytes : isV2 ? Y.convertUpdateFormatV1ToV2(call.bytes) : Y.convertUpdateFormatV2ToV1(call.bytes))
      grouped.push({ isV2, bytes: isV2 ? Y.mergeUpdatesV2(group) : Y.mergeUpdates(group) })
    }
    calls = grouped.filter(() => r() < 0.9)
  }
  return calls
}

readline.createInterface({ input: process.stdin }).on('line', line => {
  const request = JSON.parse(line)
  const answer = Object.keys(answers).find(name => name in request)
  if (answer) {
    console.log(JSON.stringify(answers[answer](request)))
    return
  }
  const made = history(request)
  const calls = deliver(made, request.mixed)
  const doc = new Y.Doc({ gc: request.gc })
  doc.clientID = 999
  const [states, statesV2] = [[], []]
  for (const { isV2, bytes } of calls) {
    isV2 ? Y.applyUpdateV2(doc, bytes) : Y.applyUpdate(doc, bytes)
    states.push(base64(Y.encodeStateAsUpdate(doc)))
    statesV2.push(base64(Y.encodeStateAsUpdateV2(doc)))
  }
  const vectors = calls.slice(0, 3).map(({ isV2, bytes }) => isV2 ? Y.encodeStateVectorFromUpdateV2(bytes) : Y.encodeStateVectorFromUpdate(bytes))
  const diffs = vectors.map(vector => ({ vector: base64(vector), v1: base64(Y.encodeStateAsUpdate(doc, vector)), v2: base64(Y.encodeStateAsUpdateV2(doc, vector)) }))
  const result = { order: made.order, calls: calls.map(({ bytes }) => base64(bytes)), formats: calls.map(({ isV2 }) => isV2), states, statesV2, vector: base64(Y.encodeStateVector(doc)), diffs }
  // Reading makes the types known, and with them Yjs cleans up; so it comes last.
  result.text = Buffer.from(doc.getText('text').toString(), 'utf16le').toString('base64') // halves of pairs survive no JSON reader
  result.xml = doc.getXmlFragment('xml').toString()
  result.array = doc.getArray('array').length
  result.keys = [...doc.getMap('map').keys()].sort()
  console.log(JSON.stringify(result))
})
