// The command: recordings, then every row by every engine in turn, each time in a process of its own on one core, then the tables.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { check } from './check.mjs'
import { readJson } from './files.mjs'
import { print } from './print.mjs'
import { select } from './table.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const { values: options } = parseArgs({
  options: {
    traces: { type: 'string' },
    rows: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    engines: { type: 'string', default: 'yjs,ywasm,ycs' },
    limit: { type: 'string', default: '180' },
    results: { type: 'string' },
    record: { type: 'boolean', default: false },
    'print-only': { type: 'boolean', default: false }
  }
})

if (!options.traces) console.error('No folder of traces is given (--traces): the keystrokes are made up in the same shape, from a seed.')
const folder = path.join(here, '../data', options.traces ? 'traced' : 'synthetic')
const rows = select(options.rows.split(',').filter(Boolean), Boolean(options.traces))
if (rows.length === 0) throw new Error(`no row is called ${options.rows}`)

const recordings = [...new Set(rows.flatMap(row => [row.recording, ...row.also ?? []]))]
execFileSync('node', ['--max-old-space-size=8192', path.join(here, 'record/record.mjs'), folder, options.traces ?? '-', ...recordings], { stdio: ['ignore', 'ignore', 'inherit'] })
if (options.record) {
  console.log(folder)
  process.exit()
}

const dotnet = path.join(here, '../RealLearning.Ycs.Benchmarks/bin/Release/net10.0/RealLearning.Ycs.Benchmarks.dll')
const worker = engine => engine === 'ycs' ? ['dotnet', dotnet, 'row'] : ['node', '--expose-gc', path.join(here, 'worker.mjs'), engine]
const canPin = spawnSync('taskset', ['-V']).status === 0
// On one core .NET would wait ten times longer before it compiles hot methods well; V8 counts all cores, pinned or not. So does .NET here.
const environment = { ...process.env, DOTNET_PROCESSOR_COUNT: String(os.cpus().length) }

/** One engine, one row, one time. */
const measure = (row, engine, core) => {
  const out = path.join(folder, `result-${process.pid}`)
  const [kind, ...args] = row.of?.[engine] ?? row.ask
  const command = [...canPin ? ['taskset', '-c', String(core)] : [], ...worker(engine), out, kind, folder, ...args.map(String)]
  try {
    const { stdout, stderr, status, error } = spawnSync(command[0], command.slice(1), { encoding: 'utf8', env: environment, timeout: Number(options.limit) * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 26 })
    if (error?.code === 'ETIMEDOUT') return { failed: `more than ${options.limit} s` }
    if (status !== 0) return { failed: (stderr.match(/(panicked|Error|Exception)[^\n]*/) ?? ['ended with an error'])[0].slice(0, 120) }
    const measured = JSON.parse(stdout)
    if (measured.notYet) return measured
    const state = fs.existsSync(out) ? new Uint8Array(fs.readFileSync(out)) : null
    return { ...measured, size: state?.length, isRight: check(row, folder, measured, state) }
  } finally {
    fs.rmSync(out, { force: true })
  }
}

const results = options.results && fs.existsSync(options.results) ? JSON.parse(fs.readFileSync(options.results, 'utf8')) : { rows: {} }
const save = () => options.results && fs.writeFileSync(options.results, JSON.stringify(results))
const asked = options.engines.split(',')

for (const row of options['print-only'] ? [] : rows) {
  const engines = asked.filter(engine => !row.engines || row.engines.includes(engine))
  const result = results.rows[row.id] = { updates: readJson(folder, `${row.recording}.json`).updates, engines: Object.fromEntries(engines.map(engine => [engine, []])) }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const engine of engines) {
      const turns = result.engines[engine]
      // What failed or is missing stays so.
      if (turns.some(({ failed, notYet }) => failed || notYet)) continue
      turns.push(measure(row, engine, round % os.cpus().length))
      process.stderr.write(`${row.id} ${engine} ${JSON.stringify(turns.at(-1))}\n`)
    }
  }
  save()
}

console.log(print(select(options.rows === '' && options['print-only'] ? ['all'] : options.rows.split(',').filter(Boolean), Boolean(options.traces)), results))
