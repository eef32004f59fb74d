// @vitest-environment jsdom
import { getSchema } from '@tiptap/core'
import { describe, expect, test } from 'vitest'
import { chartData, chartWords, numberOf } from '../src/editor/blocks/chart-data.js'
import { drawChart } from '../src/editor/blocks/chart-svg.js'
import { rangeOf, ticksOf } from '../src/editor/blocks/scale.js'
import { schema } from '../src/editor/schema.js'

const page = getSchema(schema('workspace/x'))

/** A table of rows, the first one of headings. */
const table = (...rows: string[][]) => page.nodes.table!.create({}, rows.map((row, r) => page.nodes.tableRow!.create({}, row.map(text =>
  (r === 0 ? page.nodes.tableHeader! : page.nodes.tableCell!).create({}, page.nodes.paragraph!.create({}, text ? page.text(text) : null))))))

describe('the number of a cell', () => {
  const cases: [cell: string, value: number | null][] = [
    ['41', 41], ['41 a week', 41], ['1,200', 1200], ['1 200', 1200], ["1'200", 1200], ['1\u202f200', 1200], ['12,5 %', 12.5], ['12.5%', 12.5], ['1,200.50', 1200.5], ['1.200,50', 1200.5], ['1.200.300', 1200300],
    ['€ 3.50', 3.5], ['£41', 41], ['-4', -4], ['−4', -4], ['-£4', -4], ['٤١', 41], ['41.', 41], ['0', 0],
    ['', null], ['none', null], ['3 to 4', null], ['2026-11-30', null], ['18:40', null], ['.', null], ['Q3', 3],
  ]
  test.each(cases)('“%s”', (cell, value) => { expect(numberOf(cell)).toBe(value) })
})

test('the columns of numbers are series, named by the headings; columns with words and empty rows are not drawn', () => {
  expect(chartData(table(['Week', 'Visits', 'Note', 'Cards'], ['1', '41', 'cold', '6'], ['2', '', 'snow', '8'], ['', '', '', ''], ['3', '120', '', '20']))).toEqual({
    label: 'Week', labels: ['1', '2', '3'], left: 0,
    series: [{ name: 'Visits', values: [41, null, 120] }, { name: 'Cards', values: [6, 8, 20] }],
  })
})

test('a table without headings, or with more than can be told apart, is drawn as far as it can be', () => {
  const plain = page.nodes.table!.create({}, [page.nodes.tableRow!.create({}, ['a', '1'].map(text => page.nodes.tableCell!.create({}, page.nodes.paragraph!.create({}, page.text(text)))))])
  expect(chartData(plain)).toEqual({ label: '', labels: ['a'], left: 0, series: [{ name: 'Column 2', values: [1] }] })
  const wide = chartData(table(['', ...'abcdefgh'], ...Array.from({ length: 70 }, (_, i) => [String(i), ...'12345678'])))
  expect([wide.series.length, wide.labels.length, wide.left]).toEqual([6, 60, 12])
})

test('an axis has even steps and begins at zero, but for lines far from it', () => {
  expect(ticksOf(0, 118, 5)).toEqual([0, 25, 50, 75, 100, 125])
  expect(ticksOf(-3, 4, 5)).toEqual([-4, -2, 0, 2, 4])
  expect(ticksOf(0, 0.3, 5)).toEqual([0, 0.1, 0.2, 0.3])
  expect(ticksOf(0, 0, 5).length).toBeGreaterThan(1)
  expect([rangeOf([990, 1000], true), rangeOf([990, 1000], false), rangeOf([10, 100], false), rangeOf([-5, -1], true)]).toEqual([[0, 1000], [990, 1000], [0, 100], [-5, 0]])
})

describe('a drawing', () => {
  const data = chartData(table(['Week', 'Visits', 'Cards'], ['1', '40', '-6'], ['2', '80', '8']))

  test('of bars has one for each figure, as high as it says, and a pattern for each series', () => {
    const svg = drawChart(data, 'bar', 600)
    const bars = [...svg.querySelectorAll('rect > title')].map(title => title.parentElement!)
    expect(bars.map(bar => bar.querySelector('title')!.textContent)).toEqual(['1, Visits: 40', '2, Visits: 80', '1, Cards: −6', '2, Cards: 8'])
    const [half, whole] = bars.map(bar => Number(bar.getAttribute('height')))
    expect(whole! / half!).toBeCloseTo(2, 1)
    expect(new Set(bars.map(bar => bar.getAttribute('fill'))).size).toBe(2)
    expect(svg.getAttribute('aria-label')).toBe('Bar chart of Visits and Cards by Week. The table has the figures.')
  })

  test('of lines has a gap where there is no figure', () => {
    const gap = chartData(table(['Week', 'Visits'], ['1', '1'], ['2', ''], ['3', '3'], ['4', '4']))
    const [line] = drawChart(gap, 'line', 600).querySelectorAll('path[fill="none"]')
    expect(line!.getAttribute('d')!.match(/[ML]/g)).toEqual(['M', 'M', 'L'])
    expect(chartWords(gap)).toBe('Visits by Week')
  })

  test('takes words of others as words', () => {
    const svg = drawChart(chartData(table(['<b>', '<img src=x onerror=alert(1)>'], ['</svg><script>', '1'])), 'bar', 600)
    expect(svg.querySelectorAll('img, script, b').length).toBe(0)
    expect(svg.textContent).toContain('</svg><script>')
  })

  test('of nothing, one figure, equal figures and zeros has numbers alone in it', () => {
    for (const rows of [[['a', '0']], [['a', '5']], [['a', '5'], ['b', '5']], [['a', '-5'], ['b', '-5']]]) for (const type of ['bar', 'line']) expect(drawChart(chartData(table(['x', 'y'], ...rows)), type, 300).outerHTML).not.toMatch(/NaN|Infinity|undefined/)
  })
})
