// Tables in markdown. A figure is the median of its turns, with the smallest and the largest behind it; a ratio is that of two medians, with the
// smallest and the largest ratio of the same turn behind it.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import { createRequire } from 'node:module'
import { SIZES } from './table.mjs'

const NAMES = { yjs: 'Yjs', ywasm: 'ywasm', ycs: 'Ycs' }
const SCALE = { µs: 1, ms: 1e3, MB: 2 ** 20 }

const median = values => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const short = value => value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toPrecision(2)

const spread = (middle, values) => `${short(middle)} (${short(Math.min(...values))}–${short(Math.max(...values))})`

const valuesOf = (row, turns) => (turns ?? []).map(({ micros, bytes }) => (micros ?? bytes) / SCALE[row.unit]).filter(Number.isFinite)

const figure = (row, turns) => {
  if (!turns?.length) return '–'
  if (turns.some(turn => turn.notYet)) return 'not yet'
  const failed = turns.find(turn => turn.failed)
  if (failed) return `fails: ${failed.failed}`
  const values = valuesOf(row, turns)
  const size = row.ask[0] === 'merge' ? `, ${turns[0].size.toLocaleString('en')} bytes` : ''
  return `${spread(median(values), values)}${size}${turns.some(turn => turn.isRight === false) ? ' **wrong result**' : ''}`
}

const typical = turns => turns?.every(turn => turn.typical !== undefined) ? `, typical ${short(median(turns.map(turn => turn.typical)))}` : ''

const ratio = (row, peer, own) => {
  const [a, b] = [valuesOf(row, peer), valuesOf(row, own)]
  if (a.length === 0 || b.length === 0) return '–'
  return spread(median(a) / median(b), Array.from({ length: Math.min(a.length, b.length) }, (_, i) => a[i] / b[i]))
}

const goal = row => row.below ? `< ${row.below} ms` : row.goal ? `≥ ${row.goal}` : ''

const allocated = turns => turns?.[0]?.allocated === undefined ? '' : Math.round(median(turns.map(turn => turn.allocated))).toLocaleString('en')

const line = cells => `| ${cells.join(' | ')} |`

const mainTable = (rows, results) => [
  line(['work', 'unit', ...Object.values(NAMES), 'Yjs ÷ Ycs', 'to reach', 'ywasm ÷ Ycs', 'Ycs allocates, bytes']),
  line(['---', '---', '--:', '--:', '--:', '--:', '--:', '--:', '--:']),
  ...rows.map(row => {
    const { updates, engines } = results.rows[row.id]
    const title = row.title.replace('%u', updates?.toLocaleString('en'))
    return line([title, row.unit, ...Object.keys(NAMES).map(name => figure(row, engines[name])), ratio(row, engines.yjs, engines.ycs), goal(row), ratio(row, engines.ywasm, engines.ycs), allocated(engines.ycs)])
  })
]

const flatTable = (rows, results) => [
  line(['one update to a document of …', 'engine', ...SIZES.map(size => `${size.toLocaleString('en')} operations`)]),
  line(['---', '---', ...SIZES.map(() => '--:')]),
  ...[...new Set(rows.map(row => row.shape))].flatMap(shape => ['yjs', 'ycs'].map(name => line([
    shape, NAMES[name],
    ...SIZES.map(size => {
      const row = rows.find(row => row.shape === shape && row.size === size)
      const turns = row && results.rows[row.id]?.engines[name]
      return turns ? figure(row, turns) + typical(turns) : ''
    })])))
]

const machine = () => {
  const version = name => JSON.parse(fs.readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`))).version
  const dotnet = execFileSync('dotnet', ['--version'], { encoding: 'utf8' }).trim()
  return `${os.cpus()[0].model.trim()}, ${os.cpus().length} cores; Node ${process.versions.node}, yjs ${version('yjs')}, ywasm ${version('ywasm')}; .NET SDK ${dotnet}. CPU time; median (smallest–largest).`
}

export const print = (rows, results) => {
  const measured = rows.filter(row => results.rows[row.id])
  const [main, flat] = [measured.filter(row => row.group !== 'flat'), measured.filter(row => row.group === 'flat')]
  return ['', machine(), '', ...main.length ? [...mainTable(main, results), ''] : [], ...flat.length ? [...flatTable(flat, results), ''] : []].join('\n')
}
