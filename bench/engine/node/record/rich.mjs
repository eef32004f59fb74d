// A ProseMirror-shaped session: paragraphs, headings, lists, links and marks, written by several clients the way y-prosemirror writes. A text
// that changed is written by its difference and then its marks are set over the whole text; a split writes the second half anew; a change of a
// block's type writes the block anew.
import * as Y from 'yjs'
import { below, clientIds, seeded } from '../random.mjs'
import { Recorder } from './recorder.mjs'

const root = doc => doc.getXmlFragment('prosemirror')
const MARKS = ['strong', 'em', 'code', 'link']
const WORDS = 'the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so what up said about'.split(' ')

const attributeOf = mark => mark === 'link' ? { href: 'https://example.org/a/longer/path' } : {}

/** A text as pieces [character, marks], easy to change. */
const pieces = text => text.toDelta().flatMap(({ insert, attributes = {} }) => [...insert].map(char => [char, attributes]))

/** Pieces as a delta; each attribute object is one run. */
const deltaOf = chars => {
  const delta = []
  for (const [char, attributes] of chars) {
    const last = delta.at(-1)
    if (last && JSON.stringify(last.attributes) === JSON.stringify(attributes)) last.insert += char
    else delta.push({ insert: char, attributes })
  }
  return delta
}

/** What y-prosemirror does to a text that changed: the difference of its characters, then the marks of all of it. */
const update = (text, chars) => {
  const before = pieces(text)
  let [start, end] = [0, 0]
  while (start < Math.min(before.length, chars.length) && before[start][0] === chars[start][0]) start++
  while (end < Math.min(before.length, chars.length) - start && before[before.length - 1 - end][0] === chars[chars.length - 1 - end][0]) end++
  const none = Object.fromEntries([...before, ...chars].flatMap(([, marks]) => Object.keys(marks)).map(mark => [mark, null]))
  text.delete(start, before.length - start - end)
  text.insert(start, chars.slice(start, chars.length - end).map(([char]) => char).join(''))
  text.applyDelta(deltaOf(chars).map(({ insert, attributes }) => ({ retain: insert.length, attributes: { ...none, ...attributes } })))
}

const textWith = chars => {
  const text = new Y.XmlText()
  text.applyDelta(deltaOf(chars))
  return text
}

const block = (name, chars, attributes = {}) => {
  const element = new Y.XmlElement(name)
  for (const key in attributes) element.setAttribute(key, attributes[key])
  element.insert(0, [textWith(chars)])
  return element
}

const item = chars => {
  const element = new Y.XmlElement('list_item')
  element.insert(0, [block('paragraph', chars)])
  return element
}

/** One person at one document, with a place to write at. */
class Writer {
  constructor (doc, random) {
    Object.assign(this, { doc, random, block: null, at: 0, marks: {}, inbox: [] })
  }

  /** The blocks that hold text, in order. */
  blocks () {
    return root(this.doc).toArray().flatMap(node => node.nodeName === 'bullet_list' ? node.toArray().map(item => item.get(0)) : [node])
  }

  goTo (block, at) {
    [this.block, this.at, this.marks] = [block, at, {}]
  }

  /** Its block may be gone, and its place with it. */
  settle () {
    const blocks = this.blocks()
    if (!blocks.includes(this.block) || this.random() < 0.01) this.goTo(blocks[below(this.random, blocks.length)], Infinity)
    this.text = this.block.get(0)
    this.chars = pieces(this.text)
    this.at = Math.min(this.at, this.chars.length)
  }

  /** Types, with the marks that are on. */
  type (string) {
    const { chars, at, marks } = this
    update(this.text, [...chars.slice(0, at), ...[...string].map(char => [char, marks]), ...chars.slice(at)])
    this.at += string.length
  }

  erase () {
    if (this.at === 0) return this.join()
    update(this.text, this.chars.toSpliced(--this.at, 1))
  }

  mark () {
    const mark = MARKS[below(this.random, MARKS.length)]
    const from = below(this.random, this.chars.length)
    const to = Math.min(this.chars.length, from + 1 + below(this.random, 20))
    const isOn = this.chars.slice(from, to).every(([, marks]) => mark in marks)
    update(this.text, this.chars.map(([char, { [mark]: _, ...rest }], i) => [char, i < from || i >= to ? this.chars[i][1] : isOn ? rest : { ...rest, [mark]: attributeOf(mark) }]))
  }

  /** The place of a block in what holds it, and what holds it; of an item where it is one of a list. */
  place () {
    const node = this.block.parent.nodeName === 'list_item' ? this.block.parent : this.block
    return { node, parent: node.parent, index: node.parent.toArray().indexOf(node) }
  }

  split () {
    const { node, parent, index } = this.place()
    const tail = this.chars.slice(this.at)
    update(this.text, this.chars.slice(0, this.at))
    const next = node === this.block ? block('paragraph', tail) : item(tail)
    parent.insert(index + 1, [next])
    this.goTo(node === this.block ? next : next.get(0), 0)
  }

  join () {
    const blocks = this.blocks()
    const before = blocks[blocks.indexOf(this.block) - 1]
    if (!before) return this.type('a')
    const { parent, index, node } = this.place()
    const chars = pieces(before.get(0))
    update(before.get(0), [...chars, ...this.chars])
    if (node !== this.block && parent.length === 1) parent.parent.delete(parent.parent.toArray().indexOf(parent), 1)
    else parent.delete(index, 1)
    this.goTo(before, chars.length)
  }

  /** Another kind of block: what it was goes, and it is written anew. */
  turn () {
    const { node, parent, index } = this.place()
    if (node !== this.block) return this.mark()
    const kind = ['paragraph', 'heading', 'bullet_list'][below(this.random, 3)]
    const list = kind === 'bullet_list' && new Y.XmlElement('bullet_list')
    parent.delete(index, 1)
    if (list) list.insert(0, [item(this.chars)])
    const next = list || block(kind, this.chars, kind === 'heading' ? { level: 1 + below(this.random, 3) } : {})
    parent.insert(index, [next])
    this.goTo(list ? list.get(0).get(0) : next, this.at)
  }

  paste () {
    const { parent, index, node } = this.place()
    const chars = [...Array.from({ length: 60 }, () => WORDS[below(this.random, WORDS.length)]).join(' ')].map(char => [char, {}])
    parent.insert(index + 1, [node === this.block ? block('paragraph', chars) : item(chars)])
  }

  step () {
    const dice = this.random()
    if (dice < 0.015) this.split()
    else if (dice < 0.023) this.join()
    else if (dice < 0.063) this.mark()
    else if (dice < 0.067) this.turn()
    else if (dice < 0.069) this.paste()
    else if (dice < 0.085) this.marks = this.random() < 0.6 ? {} : { [MARKS[below(this.random, 3)]]: {} }
    else if (dice < 0.190) this.erase()
    else this.type(' etaoinshrdlu'[below(this.random, 13)])
  }
}

/** Several writers whose updates reach the others some steps later, until `isEnough`. */
export const rich = (folder, name, isEnough, count = 5) => {
  const random = seeded(5)
  const recorder = new Recorder()
  const writers = clientIds(random, count).map(id => {
    const doc = new Y.Doc({ gc: true })
    doc.clientID = id
    return new Writer(doc, random)
  })
  // The document has its first paragraph before anybody writes.
  const seed = recorder.watch(new Y.Doc({ gc: true }))
  root(seed).insert(0, [block('heading', [['T', {}]], { level: 1 }), block('paragraph', [])])
  for (const writer of writers) {
    Y.applyUpdate(writer.doc, recorder.v1[0])
    recorder.watch(writer.doc)
    writer.doc.on('update', (update, _, __, transaction) => transaction.local && writers.forEach(other => other !== writer && other.inbox.push(update)))
  }
  for (let step = 0; !isEnough(recorder, writers[0].doc, step); step++) {
    // Somebody types for a while, then another; what the others wrote comes in bursts.
    const writer = writers[random() < 0.9 ? Math.floor(step / 40) % count : below(random, count)]
    if (random() < 0.3) for (const update of writer.inbox.splice(0)) Y.applyUpdate(writer.doc, update)
    writer.doc.transact(() => {
      writer.settle()
      writer.step()
    })
  }
  for (const writer of writers) for (const update of writer.inbox.splice(0)) Y.applyUpdate(writer.doc, update)
  return recorder.save(folder, name, root)
}
