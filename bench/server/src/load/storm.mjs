// Everybody opens one large document at the same moment, as a class does.
import { documentOf, sleep } from './crowd.mjs'
import { longPast } from './documents.mjs'
import { root } from './edits.mjs'
import { Histogram, quantileOf, round } from './histogram.mjs'
import { Person, Tally } from './person.mjs'

const settleMs = 2_000

export const storm = async ({ speech, port, meter, scenario, seed }) => {
  const state = longPast(scenario.edits, seed)
  const text = documentOf([state]).getText(root).toString()
  const tally = new Tally(new Histogram(), new Histogram())
  const newPerson = () => new Person('storm', speech, [], null, tally)
  const author = await newPerson().connect(port)
  author.seed(state)
  await untilServed(newPerson, text, port)
  await sleep(settleMs)

  const people = Array.from({ length: scenario.people }, newPerson)
  people[0].received = []
  const before = meter.read()
  const startedAt = performance.now()
  await Promise.all(people.map(person => person.connect(port)))
  const allMs = performance.now() - startedAt
  const window = meter.since(before)
  const joins = people.map(person => person.joinMs)
  const result = {
    ...window,
    stateKB: Math.round(state.length / 1024),
    join50: quantileOf(joins, 0.5),
    join99: quantileOf(joins, 0.99),
    allMs: round(allMs, 0),
    equal: `${documentOf(people[0].received).getText(root).toString() === text ? 1 : 0}/1`,
    failures: tally.failures
  }
  for (const person of [author, ...people]) person.close()
  return result
}

/** Until somebody who comes gets all of it. */
const untilServed = async (newPerson, text, port) => {
  for (;;) {
    const person = newPerson()
    person.received = []
    await person.connect(port)
    person.close()
    if (documentOf(person.received).getText(root).toString() === text) return
    await sleep(100)
  }
}
