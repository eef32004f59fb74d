// Measures scenarios, and servers in each, in turn (A B C D A B C D …) and prints tables of medians and ratios.
//   node main.mjs [SCENARIO …] [--servers=A,B,…] [--rounds=N] [--first=N] [--foreign=PERCENT] [--out=FILE]
//   node main.mjs --report=FILE
// Each run is added to FILE as a line of JSON as soon as it ends, so that rounds may be measured at different times.
import fs from 'node:fs'
import os from 'node:os'
import { parseArgs } from 'node:util'
import { report } from './report.mjs'
import { run } from './running.mjs'
import { scenarios } from './scenarios.mjs'
import { ours, servers, usual } from './servers.mjs'

const triesMax = 3

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    servers: { type: 'string', default: usual.join(',') },
    rounds: { type: 'string', default: '5' },
    first: { type: 'string', default: '1' },
    foreign: { type: 'string', default: '15' },
    out: { type: 'string' },
    report: { type: 'string' }
  }
})

const known = (names, all, what) => names.forEach(name => {
  if (!all[name]) throw new Error(`There is no ${what} ${name}; there are ${Object.keys(all).join(', ')}.`)
})

/** A run in which others used more than `--foreign` percent of one core is made again; the last try counts in any case, and the table shows how much they used. */
const undisturbed = async (server, scenario, seed) => {
  for (let tries = 1; ; tries++) {
    const result = await run(server, scenario, seed)
    if (result.foreignPercent <= +values.foreign || tries === triesMax) return result
    console.error(`${scenario} ${server}: others used ${result.foreignPercent} % of a core; once more`)
  }
}

const measure = async () => {
  const chosen = positionals.length > 0 ? positionals : Object.keys(scenarios).filter(name => !scenarios[name].isOurs)
  const measured = values.servers.split(',')
  known(chosen, scenarios, 'scenario')
  known(measured, servers, 'server')
  if (os.cpus().length < 2) throw new Error('Server and load need a core each.')
  const runs = []
  const first = +values.first
  for (let round = first; round < first + +values.rounds; round++) {
    for (const scenario of chosen) {
      for (const server of measured.filter(name => !scenarios[scenario].isOurs || ours.includes(name))) {
        const result = { round, ...await undisturbed(server, scenario, round) }
        runs.push(result)
        console.error(JSON.stringify(result))
        if (values.out) fs.appendFileSync(values.out, JSON.stringify(result) + '\n')
      }
    }
  }
  return runs
}

const stored = file => fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse)
const runs = values.report ? stored(values.report) : await measure()
console.log(`${os.cpus().length} cores, ${os.cpus()[0].model}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Linux ${os.release()}, Node ${process.version}\n`)
console.log(report(runs))
