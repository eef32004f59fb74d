import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { pieces, TooLargeError } from '../src/pieces.js'
import { wordsOf } from '../src/words.js'
import { Random, seeds } from './random.js'

const textOf = (updates: Uint8Array[]): string => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
  return JSON.stringify(doc.getText('t').toDelta())
}

test('an update that is small enough stays whole', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'x')
  const update = Y.encodeStateAsUpdate(doc)
  expect(pieces(update, 1_000)).toEqual([update])
})

test('no piece cuts a letter of two code units', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, '🙂'.repeat(3_000))
  const parts = pieces(Y.encodeStateAsUpdate(doc), 700)
  expect(textOf(parts)).toBe(JSON.stringify(doc.getText('t').toDelta()))
  expect(Math.max(...parts.map(part => part.byteLength))).toBeLessThanOrEqual(700)
})

test('what cannot be cut is an error, and nothing half done', () => {
  const doc = new Y.Doc()
  doc.getMap('m').set('bytes', new Uint8Array(5_000))
  expect(() => pieces(Y.encodeStateAsUpdate(doc), 1_000)).toThrow(TooLargeError)
})

test('pieces of random histories, with deletions, formats and several clients, make the same document', () => {
  for (const seed of seeds('pieces', 12)) {
    const random = new Random(seed)
    const docs = [1, 2, 3].map(clientID => Object.assign(new Y.Doc(), { clientID }))
    for (let step = 0; step < 80; step++) {
      const doc = random.of(docs)
      const text = doc.getText('t')
      const at = random.below(text.length + 1)
      if (random.chance(0.5)) text.insert(at, random.of(['a', 'long word '.repeat(20), '🙂ü']))
      else if (text.length > at) random.chance(0.7) ? text.delete(at, 1 + random.below(Math.min(5, text.length - at))) : text.format(at, 1, { bold: true })
      if (random.chance(0.2)) for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    }
    const whole = Y.mergeUpdates(docs.map(doc => Y.encodeStateAsUpdate(doc)))
    const parts = pieces(whole, 400)
    expect(textOf(parts), `seed ${seed}`).toBe(textOf([whole]))
    expect(textOf([...parts].reverse()), `seed ${seed}`).toBe(textOf([whole]))
    expect(Math.max(...parts.map(part => part.byteLength)), `seed ${seed}`).toBeLessThanOrEqual(400)
  }
})

test('words are those that an update added, paragraph by paragraph', () => {
  const doc = new Y.Doc()
  const page = doc.getXmlFragment('content')
  const paragraph = (text: string): Y.XmlText => {
    const element = new Y.XmlElement('paragraph'), words = new Y.XmlText(text)
    element.insert(0, [words])
    page.push([element])
    return words
  }
  const first = paragraph('Known before. ')
  const before = Y.encodeStateVector(doc)
  first.insert(14, 'Added at the end.')
  first.insert(0, 'Added at the start. ')
  paragraph('A paragraph, ').insert(13, 'and more')
  first.insert(20, 'gone')
  first.delete(20, 4)
  expect(wordsOf(doc, Y.encodeStateAsUpdate(doc, before))).toBe('Added at the start. \nAdded at the end.\nA paragraph, and more')
})
