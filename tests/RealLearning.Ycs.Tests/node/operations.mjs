// The operations of random programs: made for what a client's document holds, and run on npm yjs.
import * as Y from 'yjs'
import * as decoding from 'lib0/decoding'
import { any, base64, utf16 } from './values.mjs'
import { roots } from './programs.mjs'

const words = ['a', 'bc', 'déf', '😀', 'x😀y', '家', ' ', 'lorem ipsum', '\ud83d', '\ude00z', '\n', 'q']
const plainValues = [1, -1, 0, -0, 2 ** 31, 1.5, 0.1, NaN, Infinity, 123456789012, null, true, false, 'text', '', [1, 'two', [null]], { a: 1, b: { c: [true] } }, { 2: 'x', 1: 'y', z: undefined }]
const marks = [['bold', true], ['bold', true], ['em', {}], ['link', { href: 'x' }], ['link', { href: 'y' }], ['deep', { a: { b: 1 } }], ['size', 2], ['3', 'three'], ['1', [1]], ['note', 'n']]

const attributes = (r, withNull) => {
  const result = {}
  for (let left = 1 + Math.floor(r() * 2); left > 0; left--) {
    const [key, value] = marks[Math.floor(r() * marks.length)]
    result[key] = withNull && r() < 0.35 ? null : value
  }
  return any(result)
}

/** A value that a list or a map can hold, described. */
const value = (r, depth, inMap) => {
  const kind = r()
  if (kind < 0.2 && depth < 3) return type(r, depth)
  if (kind < 0.25) return { bytes: base64(new Uint8Array([1, 2, 3])) }
  if (kind < 0.29) return { doc: 'sub' + Math.floor(r() * 3), autoLoad: r() < 0.3, gc: r() < 0.7, meta: r() < 0.3 ? any({ m: 1 }) : null, shouldLoad: r() < 0.5 }
  if (inMap && kind < 0.32) return { any: any(kind < 0.3 ? undefined : 1234567890123456789n) }
  return { any: any(plainValues[Math.floor(r() * plainValues.length)]) }
}

const node = (r, depth) => r() < 0.5 || depth > 2
  ? textType(r, 'XmlText')
  : r() < 0.85
    ? { type: 'XmlElement', name: r() < 0.5 ? 'Paragraph' : 'li', attributes: r() < 0.5 ? [['level', { any: any('' + Math.floor(r() * 3)) }]] : [], children: Array.from({ length: Math.floor(r() * 3) }, () => node(r, depth + 1)) }
    : { type: 'XmlHook', name: 'hook', entries: [['h', { any: any(1) }]] }

const textType = (r, name) => ({ type: name, ops: Array.from({ length: Math.floor(r() * 3) }, (_, i) => i === 0 || r() < 0.5
  ? { op: 'insert', index: 0, text: utf16(words[Math.floor(r() * words.length)]), attributes: r() < 0.3 ? attributes(r) : undefined }
  : { op: 'format', index: 0, length: 1, attributes: attributes(r) }) })

const type = (r, depth) => {
  const kind = r()
  if (kind < 0.25) return { type: 'Map', entries: Array.from({ length: Math.floor(r() * 3) }, (_, i) => ['k' + i, value(r, depth + 1, true)]) }
  if (kind < 0.5) return { type: 'Array', values: Array.from({ length: Math.floor(r() * 3) }, () => value(r, depth + 1)) }
  if (kind < 0.75) return textType(r, 'Text')
  if (kind < 0.9) return node(r, depth)
  return { type: 'XmlFragment', children: Array.from({ length: Math.floor(r() * 2) }, () => node(r, depth + 1)) }
}

const decode = base => decoding.readAny(decoding.createDecoder(new Uint8Array(Buffer.from(base, 'base64'))))

const build = described => {
  if (described.any !== undefined) return decode(described.any)
  if (described.bytes !== undefined) return new Uint8Array(Buffer.from(described.bytes, 'base64'))
  if (described.doc !== undefined) return new Y.Doc({ guid: described.doc, autoLoad: described.autoLoad, gc: described.gc, meta: described.meta === null ? null : decode(described.meta), shouldLoad: described.shouldLoad })
  switch (described.type) {
    case 'Map': return new Y.Map(described.entries.map(([key, entry]) => [key, build(entry)]))
    case 'Array': { const array = new Y.Array(); array.insert(0, described.values.map(build)); return array }
    case 'XmlFragment': { const fragment = new Y.XmlFragment(); fragment.insert(0, described.children.map(build)); return fragment }
    case 'XmlHook': { const hook = new Y.XmlHook(described.name); described.entries.forEach(([key, entry]) => hook.set(key, build(entry))); return hook }
    case 'XmlElement': {
      const element = new Y.XmlElement(described.name)
      described.attributes.forEach(([key, entry]) => element.setAttribute(key, build(entry)))
      element.insert(0, described.children.map(build))
      return element
    }
    default: {
      const text = described.type === 'Text' ? new Y.Text() : new Y.XmlText()
      described.ops.forEach(op => perform(text, op))
      return text
    }
  }
}

export const typeAt = (client, { root, path }) => {
  let at = client.doc.get(root, roots[root])
  for (const step of path) at = typeof step === 'string' ? at._map.get(step).content.type : at.toArray ? at.toArray()[step] : at.toDelta()[step].insert
  return at
}

/** The types below one, itself included, with their paths. */
const reach = (type, path, all) => {
  all.push({ type, path })
  if (path.length > 4) return
  for (const [key, item] of type._map) if (!item.deleted && item.content instanceof Y.ContentType) reach(item.content.type, [...path, key], all)
  const elements = type instanceof Y.Text ? type.toDelta().map(op => op.insert) : type.toArray ? type.toArray() : []
  elements.forEach((element, index) => { if (element instanceof Y.AbstractType) reach(element, [...path, index], all) })
}

export const makeOp = (client, r, { focus, long, dense }) => {
  const names = [...client.doc.share].filter(([, type]) => type.constructor !== Y.AbstractType).map(([name]) => name)
  if (!names.length || (names.length < 5 && r() < 0.05)) {
    const missing = Object.keys(roots).filter(name => !names.includes(name))
    return { op: 'open', root: missing[Math.floor(r() * missing.length)] }
  }
  if (client.undo && r() < 0.22) return makeUndo(r)
  const root = focus && names.includes(focus) && r() < 0.8 ? focus : names[Math.floor(r() * names.length)]
  if (dense && root === focus) return denseOp(client, client.doc.get(root, roots[root]), r, { root, path: [] })
  const all = []
  reach(client.doc.get(root, roots[root]), [], all)
  const { type: at, path } = all[r() < 0.5 ? 0 : Math.floor(r() * all.length)]
  const op = at instanceof Y.Text ? textOp(at, r, long, root === 'text') : at instanceof Y.Array ? arrayOp(at, r, long) : at instanceof Y.Map ? mapOp(at, r) : xmlOp(at, r)
  return op && { ...op, root, path }
}

const makeUndo = r => {
  const kind = r()
  return { op: kind < 0.55 ? 'undo' : kind < 0.85 ? 'redo' : kind < 0.93 ? 'stopCapturing' : 'clearStacks', undo: r() < 0.5 }
}

const performUndo = (manager, op) => {
  switch (op.op) {
    case 'undo': return manager.undo()
    case 'redo': return manager.redo()
    case 'stopCapturing': return manager.stopCapturing()
    case 'clearStacks': return manager.clear(op.undo, true)
  }
}

const place = (length, r) => r() < 0.15 ? length : Math.floor(r() * (length + 1))
const range = (length, r, most) => {
  const index = Math.floor(r() * length)
  return { index, length: 1 + Math.floor(r() * Math.min(most, length - index)) }
}

const delta = (text, r) => {
  const ops = []
  for (let left = 1 + Math.floor(r() * 4); left > 0; left--) {
    const kind = r()
    if (kind < 0.4) ops.push({ retain: 1 + Math.floor(r() * 4), attributes: r() < 0.4 ? attributes(r, true) : undefined })
    else if (kind < 0.7) ops.push({ insert: utf16(words[Math.floor(r() * words.length)]), attributes: r() < 0.4 ? attributes(r) : undefined })
    else if (kind < 0.8) ops.push({ embed: { any: any({ image: 'i' }) }, attributes: r() < 0.4 ? attributes(r) : undefined })
    else if (text.length > 0) ops.push({ delete: 1 + Math.floor(r() * 3) })
  }
  return ops
}

const textOp = (text, r, long, isPlain) => {
  const length = text.length
  const kind = r()
  if (long && length < 3000 && r() < 0.2) return { op: 'insert', index: place(length, r), text: utf16('long text '.repeat(40)) }
  if (isPlain && kind > 0.75 && r() < 0.9) return length ? { op: 'delete', ...range(length, r, 5) } : null
  if (kind < 0.45) return { op: 'insert', index: place(length, r), text: utf16(words[Math.floor(r() * words.length)]) }
  if (kind < 0.7) return length ? { op: 'delete', ...range(length, r, long ? 60 : 6) } : null
  if (kind < 0.76) return { op: 'insert', index: place(length, r), text: utf16(words[Math.floor(r() * words.length)]), attributes: attributes(r, true) }
  if (kind < 0.88) return length ? { op: 'format', ...range(length, r, 6), attributes: attributes(r, true) } : null
  if (kind < 0.92) return { op: 'embed', index: place(length, r), embed: r() < 0.3 ? type(r, 2) : { any: any(r() < 0.8 ? { image: 'i' } : 'word') }, attributes: r() < 0.5 ? attributes(r) : undefined }
  if (kind < 0.97) return { op: 'delta', delta: delta(text, r), sanitize: r() < 0.5 }
  return r() < 0.7 ? { op: 'setAttribute', key: 'a' + Math.floor(r() * 2), value: value(r, 3, true) } : { op: 'removeAttribute', key: 'a' + Math.floor(r() * 2) }
}

/**
 * By turns a list grows to 260 units and shrinks to 30, at random places. While it shrinks its search markers stay and come to lie together, and Yjs comes
 * to have all it can have and gives up the oldest.
 */
const denseOp = (client, list, r, at) => {
  const length = list.length
  client.shrinks = length > 260 || (client.shrinks && length > 30)
  const index = Math.floor(r() * (length + 1))
  if (client.shrinks) return list instanceof Y.Array && r() < 0.6 ? { op: 'get', index: Math.floor(r() * length), ...at } : { op: 'delete', ...range(length, r, 2), ...at }
  return list instanceof Y.Text ? { op: 'insert', index, text: utf16(r() < 0.5 ? 'a' : 'bc'), ...at } : { op: 'insertValues', index, values: [{ any: any(index) }], ...at }
}

const arrayOp = (array, r, long) => {
  const length = array.length
  const kind = r()
  const values = () => Array.from({ length: 1 + Math.floor(r() * (long ? 20 : 3)) }, () => value(r, 1))
  if (kind < 0.45) return { op: 'insertValues', index: place(length, r), values: values() }
  if (kind < 0.55) return { op: 'push', values: values() }
  if (!length) return null
  if (kind < 0.9) return { op: 'delete', ...range(length, r, 4) }
  return { op: 'get', index: Math.floor(r() * length) }
}

const mapOp = (map, r) => {
  const kind = r()
  if (kind < 0.65) return { op: 'set', key: 'k' + Math.floor(r() * 4), value: value(r, 1, true) }
  if (kind < 0.8) return { op: 'remove', key: 'k' + Math.floor(r() * 4) }
  const subdocs = [...map.entries()].filter(([, entry]) => entry instanceof Y.Doc)
  if (subdocs.length) return { op: r() < 0.7 ? 'load' : 'destroy', key: subdocs[0][0] }
  return kind < 0.83 ? { op: 'clear' } : null
}

const xmlOp = (xml, r) => {
  const length = xml.length
  const kind = r()
  if (kind < 0.4) return { op: 'insertNodes', index: place(length, r), nodes: Array.from({ length: 1 + Math.floor(r() * 2) }, () => node(r, 0)) }
  if (kind < 0.5) return { op: 'insertAfter', after: Math.floor(r() * (length + 1)) - 1, nodes: [node(r, 1)] }
  if (kind < 0.65) return length ? { op: 'delete', ...range(length, r, 2) } : null
  if (!(xml instanceof Y.XmlElement)) return null
  return kind < 0.9 ? { op: 'setAttribute', key: 'a' + Math.floor(r() * 3), value: value(r, 3, true) } : { op: 'removeAttribute', key: 'a' + Math.floor(r() * 3) }
}

const text = base => Buffer.from(base, 'base64').toString('utf16le')
const given = base => base === undefined ? undefined : decode(base)

const perform = (at, op) => {
  switch (op.op) {
    case 'insert': return at.insert(op.index, text(op.text), given(op.attributes))
    case 'embed': return at.insertEmbed(op.index, build(op.embed), given(op.attributes))
    case 'format': return at.format(op.index, op.length, given(op.attributes))
    case 'delta': return at.applyDelta(op.delta.map(one => {
      const made = one.retain !== undefined ? { retain: one.retain } : one.delete !== undefined ? { delete: one.delete } : { insert: one.embed ? build(one.embed) : text(one.insert) }
      if (one.attributes !== undefined) made.attributes = given(one.attributes)
      return made
    }), { sanitize: op.sanitize })
    case 'delete': return at.delete(op.index, op.length)
    case 'insertValues': return at.insert(op.index, op.values.map(build))
    case 'push': return at.push(op.values.map(build))
    case 'get': return at.get(op.index)
    case 'set': return at.set(op.key, build(op.value))
    case 'remove': return at.delete(op.key)
    case 'clear': return at.clear()
    case 'load': return at.get(op.key).load()
    case 'destroy': return at.get(op.key).destroy()
    case 'insertNodes': return at.insert(op.index, op.nodes.map(build))
    case 'insertAfter': return at.insertAfter(op.after < 0 ? null : at.toArray()[op.after], op.nodes.map(build))
    case 'setAttribute': return at.setAttribute(op.key, build(op.value))
    case 'removeAttribute': return at.removeAttribute(op.key)
  }
}

export const run = (client, op) => {
  if (op.op === 'open') client.open(op.root)
  else if (op.undo !== undefined) performUndo(client.undo, op)
  else perform(typeAt(client, op), op)
}
