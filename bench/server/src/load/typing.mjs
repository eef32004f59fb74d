// People type at a rate, whatever the server does: each of their edits and cursors has a moment, set by the seed before the run begins.
import { frame } from './line.mjs'
import { cursor } from './edits.mjs'
import { Crowd, seeded, sleep } from './crowd.mjs'
import { Histogram } from './histogram.mjs'
import { SignIns } from './signins.mjs'

export const typing = async ({ speech, port, meter, scenario, seed }) => {
  const { warmS, measureS } = scenario
  const crowd = new Crowd(speech, port, { ...scenario, seed, prefix: 'typing-' })
  const plan = crowd.writing.flatMap(person => planOf(person, scenario, seeded(seed + person.writer.client)))
  plan.sort((a, b) => a.ms - b.ms)
  const signIns = scenario.signIns && await SignIns.prepare(port, scenario.signIns)
  await crowd.connect()

  const late = new Histogram()
  const { tally } = crowd
  const startedAt = performance.now()
  const driven = drive(plan, startedAt, late)
  await sleep(warmS * 1000)
  tally.timedFrom = performance.now()
  const signing = signIns?.begin(measureS, seeded(seed))
  const before = { sent: sentOf(crowd), delivered: tally.delivered, meter: meter.read() }
  await sleep(measureS * 1000)
  const window = meter.since(before.meter)
  const delivered = tally.delivered - before.delivered
  const sent = sentOf(crowd) - before.sent
  await driven
  await crowd.drain()
  const signed = await signing
  const result = {
    ...window,
    sent,
    delivered,
    p50: tally.latency.quantile(0.5),
    p99: tally.latency.quantile(0.99),
    max: tally.latency.quantile(1),
    saved50: tally.savedLatency.quantile(0.5),
    saved99: tally.savedLatency.quantile(0.99),
    late99: late.quantile(0.99),
    ...signed,
    disordered: tally.disordered,
    ...await crowd.check(),
    failures: tally.failures
  }
  crowd.close()
  return result
}

const sentOf = crowd => crowd.writing.reduce((sum, { writer }) => sum + writer.sent, 0)

/** What a writer sends and when, framed already. Intervals are half to one and a half of the mean. */
const planOf = (person, { warmS, measureS, editsPerS, cursorsPerS }, random) => {
  const plan = []
  const endMs = (warmS + measureS) * 1000
  const every = (perS, step) => {
    if (!perS) return
    const meanMs = 1000 / perS
    for (let ms = random() * meanMs, n = 0; ms < endMs; ms += meanMs * (0.5 + random()), n++) plan.push({ ms, person, ...step(n) })
  }
  every(editsPerS, clock => ({ edit: person.editFrame(clock) }))
  every(cursorsPerS, clock => ({ cursor: frame(person.speech.aware(person.document, cursor(person.writer.client, clock))) }))
  return plan
}

const drive = (plan, startedAt, late) => new Promise(resolve => {
  let next = 0
  const send = () => {
    for (const now = performance.now() - startedAt; next < plan.length && plan[next].ms <= now; next++) {
      const { ms, person, edit, cursor } = plan[next]
      late.add(performance.now() - startedAt - ms)
      edit ? person.type(edit) : person.sendFrame(cursor)
    }
    next < plan.length ? setTimeout(send, plan[next].ms - (performance.now() - startedAt)) : resolve()
  }
  send()
})
