// As much as the server takes: each writer keeps so many edits on their way, and sends the next when its witness, another person of the
// document, has heard one. What is measured is the cost of a delivery and how many come; times here are times in a queue.
import { Crowd, sleep } from './crowd.mjs'

export const flood = async ({ speech, port, meter, scenario, seed }) => {
  const { warmS, measureS, outstanding } = scenario
  const crowd = new Crowd(speech, port, { ...scenario, seed, prefix: 'flood-' })
  const { tally } = crowd
  let isRunning = true
  const next = (person, count) => {
    for (let i = 0; isRunning && i < count; i++) person.type(person.editFrame(person.writer.sent))
  }
  for (const { people } of crowd.documents) {
    const witnessed = new Map(people.map(person => [person, []]))
    people.forEach((person, i) => person.writer && witnessed.get(people[(i + 1) % people.length]).push(person))
    for (const [witness, theirs] of witnessed) {
      witness.onRun = (writer, count) => { for (const person of theirs) if (person.writer === writer) next(person, count) }
    }
  }
  await crowd.connect()
  crowd.writing.forEach(person => next(person, outstanding))
  await sleep(warmS * 1000)
  tally.timedFrom = performance.now()
  const before = { delivered: tally.delivered, meter: meter.read() }
  await sleep(measureS * 1000)
  const window = meter.since(before.meter)
  const delivered = tally.delivered - before.delivered
  isRunning = false
  await crowd.drain()
  const result = {
    ...window,
    delivered,
    p50: tally.latency.quantile(0.5),
    p99: tally.latency.quantile(0.99),
    disordered: tally.disordered,
    ...await crowd.check(),
    failures: tally.failures
  }
  crowd.close()
  return result
}
