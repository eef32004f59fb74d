// Documents of any length in one shape: a base of `size` operations as one update, and single updates on top, in the same manner. Each shape is
// a function (size, more, random) that returns { base: update, updates: [update], text: what it shows, or null }.
import { below, clientIds } from '../random.mjs'
import { update } from './writer.mjs'

const LETTERS = 'etaoinshrdlu'
const ME = 3405691582
const id = (client, clock) => ({ client, clock })

/** A list of single characters by insertion order, linked, so that right neighbours are known without a document. */
class Line {
  clients = []
  clocks = []
  next = []
  letters = []
  first = -1

  add (client, clock, after, letter) {
    const index = this.clients.length
    const right = after < 0 ? this.first : this.next[after]
    this.clients.push(client)
    this.clocks.push(clock)
    this.letters.push(letter)
    this.next.push(right)
    if (after < 0) this.first = index
    else this.next[after] = index
    return { origin: after < 0 ? undefined : this.id(after), right: right < 0 ? undefined : this.id(right), parent: 'text', text: letter }
  }

  id (index) {
    return id(this.clients[index], this.clocks[index])
  }

  text () {
    const all = []
    for (let at = this.first; at >= 0; at = this.next[at]) all.push(this.letters[at])
    return all.join('')
  }
}

/** Characters one by one; `after(i)` says behind which earlier one, `by(i)` by whom. */
const typed = (size, more, after, by = () => ME) => {
  const line = new Line()
  const clocks = new Map()
  const base = new Map()
  const updates = []
  for (let i = 0; i < size + more; i++) {
    const client = by(i)
    const clock = clocks.get(client) ?? 0
    const struct = line.add(client, clock, after(i), LETTERS[i % 12])
    clocks.set(client, clock + 1)
    if (i >= size) updates.push(update([{ client, clock, structs: [struct] }]))
    else if (base.has(client)) base.get(client).structs.push(struct)
    else base.set(client, { client, clock, structs: [struct] })
  }
  return { base: update([...base.values()].sort((a, b) => b.client - a.client)), updates, text: line.text() }
}

export const shapes = {
  /** One author at the end of the text. */
  sequential: (size, more) => typed(size, more, i => i - 1),

  /** One author anywhere: no two operations join. */
  random: (size, more, random) => typed(size, more, i => below(random, i + 1) - 1),

  /** Always before everything else. */
  front: (size, more) => typed(size, more, () => -1),

  /** Twenty operations of each client, anywhere. */
  clients: (size, more, random) => {
    const ids = clientIds(random, Math.ceil(size / 20))
    return typed(size, more, i => below(random, i + 1) - 1, i => ids[i % ids.length])
  },

  /** Everybody writes one character into the empty document, without seeing the others. Those with smaller ids stand first. */
  concurrent: (size, more, random) => {
    const ids = clientIds(random, size + more)
    const struct = i => ({ client: ids[i], clock: 0, structs: [{ parent: 'text', text: LETTERS[i % 12] }] })
    const base = ids.slice(0, size).map((_, i) => struct(i)).sort((a, b) => b.client - a.client)
    const text = ids.map((client, i) => [client, LETTERS[i % 12]]).sort((a, b) => a[0] - b[0]).map(([, letter]) => letter).join('')
    return { base: update(base), updates: Array.from({ length: more }, (_, i) => update([struct(size + i)])), text }
  },

  /** One pasted run, of which every second character is deleted, at random, one by one; the base has `size` of these deletions done. */
  pieces: (size, more, random) => {
    const count = size + more
    const letters = Array.from({ length: count * 2 }, (_, i) => LETTERS[i % 12])
    const order = Uint32Array.from({ length: count }, (_, i) => i)
    for (let i = count - 1; i > 0; i--) {
      const j = below(random, i + 1)
      ;[order[i], order[j]] = [order[j], order[i]]
    }
    const ranges = [...order.slice(0, size).sort()].map(i => [i * 2, 1])
    const base = update([{ client: ME, clock: 0, structs: [{ parent: 'text', text: letters.join('') }] }], [{ client: ME, ranges }])
    const updates = [...order.slice(size)].map(i => update([], [{ client: ME, ranges: [[i * 2, 1]] }]))
    return { base, updates, text: letters.filter((_, i) => i % 2 === 1).join('') }
  },

  /** Values of 1,000 keys overwritten in a map that is nested 100 deep. */
  map: (size, more, random) => {
    const structs = [{ parent: 'map', key: 'next', map: true }]
    for (let depth = 1; depth < 100; depth++) structs.push({ parent: id(ME, depth - 1), key: 'next', map: true })
    const last = new Map()
    for (let i = 0; i < size + more; i++) {
      const key = `key ${below(random, 1000)}`
      structs.push({ origin: last.has(key) ? id(ME, last.get(key)) : undefined, parent: id(ME, 99), key, any: i })
      last.set(key, 100 + i)
    }
    const base = update([{ client: ME, clock: 0, structs: structs.slice(0, size + 100) }])
    return { base, updates: structs.slice(size + 100).map((struct, i) => update([{ client: ME, clock: size + 100 + i, structs: [struct] }])), text: null }
  }
}
