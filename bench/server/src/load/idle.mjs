// Many documents are open, one person each, and nobody does anything: what one costs in memory, and whether it costs time.
import { Crowd, sleep } from './crowd.mjs'
import { ofBytes } from './documents.mjs'
import { quantileOf, round } from './histogram.mjs'

export const idle = async ({ speech, port, meter, scenario, seed }) => {
  const state = ofBytes(scenario.documentBytes, seed)
  const crowd = new Crowd(speech, port, { documents: scenario.documents, people: 1, writers: 0, seed, prefix: 'idle-' })
  const empty = meter.read()
  await crowd.connect()
  crowd.people.forEach(person => person.seed(state))
  await sleep(scenario.settleS * 1000)
  const settled = meter.read()
  await sleep(scenario.measureS * 1000)
  const window = meter.since(settled)
  const result = {
    ...window,
    stateKB: round(state.length / 1024, 1),
    kbPerDocument: round((window.rssMB - empty.rssMB) * 1024 / scenario.documents, 1),
    cpuPercent: round(100 * window.serverCpuS / window.seconds, 2),
    join50: quantileOf(crowd.people.map(person => person.joinMs), 0.5),
    join99: quantileOf(crowd.people.map(person => person.joinMs), 0.99),
    failures: crowd.tally.failures
  }
  crowd.close()
  return result
}
