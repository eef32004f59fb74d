// Tables of what was measured: medians, the smallest and the largest beside them, and ratios within each round.
import { scenarios } from './scenarios.mjs'
import { ours, servers } from './servers.mjs'

const perMillion = run => run.serverCpuS / run.delivered * 1e6
const perSecond = run => run.delivered / run.seconds

const ofDeliveries = {
  'CPU s for 1M deliveries': { of: perMillion, digits: 1 },
  'deliveries/s': { of: perSecond, digits: 0, isContext: true }
}
const columns = {
  typing: {
    'p50 ms': { of: run => run.p50, digits: 2 },
    'p99 ms': { of: run => run.p99, digits: 2 },
    'saved p50 ms': { of: run => run.saved50, digits: 2, isContext: true },
    'saved p99 ms': { of: run => run.saved99, digits: 2, isContext: true },
    'sign-in p50 ms': { of: run => run.signIn50, digits: 0, isContext: true },
    'sign-ins': { of: run => run.signedIn, digits: 0, isContext: true },
    ...ofDeliveries
  },
  flood: ofDeliveries,
  storm: {
    'all in ms': { of: run => run.allMs, digits: 0 },
    'join p50 ms': { of: run => run.join50, digits: 0 },
    'CPU s': { of: run => run.serverCpuS, digits: 2 },
    'MB resident': { of: run => run.rssMB, digits: 0 }
  },
  idle: {
    'KB for a document': { of: run => run.kbPerDocument, digits: 1 },
    'CPU %': { of: run => run.cpuPercent, digits: 1, isContext: true },
    'join p50 ms': { of: run => run.join50, digits: 1 }
  }
}

/** Markdown for all runs, scenario by scenario. */
export const report = runs => Object.keys(scenarios)
  .filter(scenario => runs.some(run => run.scenario === scenario))
  .map(scenario => section(scenario, runs.filter(run => run.scenario === scenario)))
  .join('\n')

const section = (scenario, runs) => {
  const names = Object.keys(servers).filter(server => runs.some(run => run.server === server))
  const shown = Object.entries(columns[scenarios[scenario].kind]).filter(([, column]) => runs.some(run => isNumber(column.of(run))))
  const peers = names.filter(name => !ours.includes(name))
  return [
    `### ${scenario}`,
    '',
    `${capital(scenarios[scenario].says)}. ${troubles(runs)}`,
    '',
    row(['', ...shown.map(([title]) => title)]),
    row(['---', ...shown.map(() => '---:')]),
    ...names.map(name => row([servers[name].says, ...shown.map(([, column]) => spread(valuesOf(runs, name, column), column.digits))])),
    ...ours.filter(name => names.includes(name)).flatMap(name => peers.map(peer => row([
      `${servers[name].says} : ${servers[peer].says}`,
      ...shown.map(([, column]) => column.isContext ? '' : spread(ratios(runs, name, peer, column), 2))
    ]))),
    ''
  ].join('\n')
}

const row = cells => `| ${cells.join(' | ')} |`
const isNumber = value => typeof value === 'number' && Number.isFinite(value)
const capital = text => text[0].toUpperCase() + text.slice(1)
const valuesOf = (runs, server, { of }) => runs.filter(run => run.server === server).map(of).filter(isNumber)

/** One's own value over the peer's of the same round. */
const ratios = (runs, server, peer, { of }) => runs
  .filter(run => run.server === server)
  .flatMap(run => runs.filter(other => other.server === peer && other.round === run.round).map(other => of(run) / of(other)))
  .filter(isNumber)

const spread = (values, digits) => {
  if (values.length === 0) return '–'
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
  const show = value => value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `**${show(median)}** ${show(sorted[0])}–${show(sorted.at(-1))}`
}

/** What would make the figures worthless is said beside them. */
const troubles = runs => {
  const rounds = new Set(runs.map(run => run.round)).size
  const lost = runs.filter(run => run.unheard > 0 || run.missing > 0 || run.failures > 0 || unequal(run))
  const foreign = Math.max(...runs.map(run => run.foreignPercent))
  return [
    `${rounds} rounds.`,
    ...lost.map(run => `**${servers[run.server].says}, round ${run.round}: ${run.unheard ?? 0} deliveries missing, ${run.missing ?? 0} edits missing, equal ${run.equal}, failures ${run.failures}${run.failure ? ` (${run.failure})` : ''}.**`),
    `Others used at most ${foreign} % of one core.`
  ].join(' ')
}

const unequal = ({ equal }) => equal !== undefined && equal.split('/')[0] !== equal.split('/')[1]
