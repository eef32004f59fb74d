// The people of a run, and what is asked of them at its end: everybody has heard every edit, and a newcomer gets all of them.
import * as Y from 'yjs'
import { Histogram } from './histogram.mjs'
import { root } from './edits.mjs'
import { Person, Tally, Writer } from './person.mjs'

const joinsAtOnce = 50
const keepAliveMs = 10_000
const drainMs = 5_000
const sampledDocuments = 3

/** A small seeded generator (mulberry32). */
export const seeded = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

export class Crowd {
  people = []
  documents = []
  tally = new Tally(new Histogram(), new Histogram())

  /** `people` in each of `documents`, the first `writers` of them with a client id of 32 bits, as Yjs takes them. */
  constructor (speech, port, { documents, people, writers, seed, prefix }) {
    Object.assign(this, { speech, port })
    const random = seeded(seed)
    for (let d = 0; d < documents; d++) {
      const here = Array.from({ length: writers }, (_, slot) => new Writer(2 ** 28 + Math.floor(random() * 2 ** 31), slot))
      here.byClient = new Map(here.map(writer => [writer.client, writer]))
      const document = { name: `${prefix}${d}`, writers: here, people: [] }
      for (let i = 0; i < people; i++) document.people.push(new Person(document.name, speech, here, here[i] ?? null, this.tally))
      if (d < sampledDocuments) document.people.at(-1).received = []
      this.people.push(...document.people)
      this.documents.push(document)
    }
    this.writing = this.people.filter(person => person.writer)
  }

  async connect () {
    const waiting = [...this.people]
    await Promise.all(Array.from({ length: joinsAtOnce }, async () => {
      for (let person = waiting.shift(); person; person = waiting.shift()) await person.connect(this.port)
    }))
    const ping = this.speech.keepAlive()
    if (ping) this.alive = setInterval(() => this.people.forEach(person => person.sendFrame(ping)), keepAliveMs)
  }

  /** Waits until everybody has heard everything, or for as long as is reasonable. */
  async drain () {
    const until = performance.now() + drainMs
    while (this.unheard() > 0 && performance.now() < until) await sleep(20)
  }

  unheard () {
    let count = 0
    for (const { writers, people } of this.documents) {
      for (const person of people) {
        for (const writer of writers) if (writer !== person.writer) count += writer.sent - person.heardTo[writer.slot]
      }
    }
    return count
  }

  /** Edits that a newcomer lacks, and whether it reads the same text as somebody who was there all the time. */
  async check () {
    let missing = 0
    let equal = 0
    const sampled = this.documents.slice(0, sampledDocuments)
    for (const { name, writers, people } of sampled) {
      const fresh = await this.newcomer(name, writers)
      for (const { client, sent } of writers) missing += sent - (fresh.store.clients.has(client) ? Y.getState(fresh.store, client) : 0)
      if (textOf(people.at(-1).received) === fresh.getText(root).toString()) equal++
    }
    return { missing, equal: `${equal}/${sampled.length}`, unheard: this.unheard() }
  }

  async newcomer (name, writers) {
    const person = new Person(name, this.speech, writers, null, this.tally)
    person.received = []
    await person.connect(this.port)
    person.close()
    return documentOf(person.received)
  }

  close () {
    clearInterval(this.alive)
    this.people.forEach(person => person.close())
  }
}

export const documentOf = updates => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const textOf = updates => documentOf(updates).getText(root).toString()
