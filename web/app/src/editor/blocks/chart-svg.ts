import type { ChartData } from './chart-data.js'
import { chartWords } from './chart-data.js'
import { figure, rangeOf, ticksOf } from './scale.js'

const SVG = 'http://www.w3.org/2000/svg'
type Attributes = Record<string, string | number>

function make(name: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  element.append(...children)
  return element
}

/** In the app the theme's colours; in a file of its own those of the light one. */
const COLOURS = ['#0f6b5c', '#b45309', '#4a4fc4', '#a8276f', '#3f6b12', '#5d5952'].map((fallback, i) => `var(--series-${i + 1}, ${fallback})`)
const INK = 'var(--ink-soft, #5d5952)', LINE = 'var(--line, #e0dcd3)', SURFACE = 'var(--surface, #fff)'
/** Each series has a pattern, a dash and a sign of its own, so that it is known without its colour. */
const HATCHES = ['', 'M0 8L8 0', 'M0 4H8', 'M4 0V8', 'M0 0L8 8', 'M0 8L8 0M0 0L8 8']
const DASHES = ['', '7 4', '2 4', '10 3 2 3', '12 4', '1 3']
const SIGNS = ['M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z', 'M-3.6 -3.6H3.6V3.6H-3.6Z', 'M0 -4.6L4.6 3.6H-4.6Z', 'M0 -5L5 0L0 5L-5 0Z', 'M0 4.6L4.6 -3.6H-4.6Z', 'M-5 -1.5H-1.5V-5H1.5V-1.5H5V1.5H1.5V5H-1.5V1.5H-5Z']
const GLYPH = 6.6

let charts = 0

/** Draws a table's figures. `width` in pixels; text keeps its size in it. */
export function drawChart(data: ChartData, type: string, width: number, height = 280): SVGElement {
  const isBar = type !== 'line'
  const id = `chart-${++charts}`
  const { labels, series } = data
  const values = series.flatMap(({ values }) => values.flatMap(value => value ?? []))
  const [min, max] = rangeOf(values, isBar)
  const ticks = ticksOf(min, max, 5)
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  const left = Math.max(...ticks.map(tick => figure(tick).length)) * GLYPH + 10
  const { element: legend, height: top } = series.length > 1 ? legendOf(data, isBar, id, left, width) : { element: null, height: 18 }
  const bottom = height - 26
  const x0 = left, band = (width - left - 4) / Math.max(1, labels.length)
  const y = (value: number): number => Math.round((bottom - (value - low) / (high - low) * (bottom - top)) * 10) / 10

  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `${isBar ? 'Bar' : 'Line'} chart of ${chartWords(data)}. The table has the figures.`, 'font-family': 'var(--font-ui, sans-serif)', 'font-size': 12, fill: INK })
  svg.append(make('defs', {}, ...(isBar ? series.map((_, i) => pattern(id, i)) : [])))
  for (const tick of ticks) {
    svg.append(make('line', { x1: x0, x2: width, y1: y(tick), y2: y(tick), stroke: tick === 0 ? INK : LINE, 'stroke-width': 1 }))
    svg.append(make('text', { x: x0 - 8, y: y(tick) + 4, 'text-anchor': 'end' }, figure(tick)))
  }
  const every = Math.max(1, Math.ceil(46 / band))
  for (const [i, label] of labels.entries()) if (i % every === 0) svg.append(make('text', { x: x0 + band * (i + 0.5), y: height - 6, 'text-anchor': 'middle' }, cut(label, band * every)))
  svg.append(...(isBar ? bars(data, x0, band, y, id) : lines(data, x0, band, y)))
  if (legend) svg.append(legend)
  return svg
}

const cut = (text: string, width: number): string => {
  const most = Math.max(3, Math.floor((width - 6) / GLYPH))
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
}

const pattern = (id: string, i: number): SVGElement => make('pattern', { id: `${id}-${i}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
  make('rect', { width: 8, height: 8, fill: COLOURS[i]! }), make('path', { d: HATCHES[i]!, stroke: SURFACE, 'stroke-width': 1.6, fill: 'none' }))

function bars({ labels, series }: ChartData, x0: number, band: number, y: (value: number) => number, id: string): SVGElement[] {
  const wide = Math.min(56, band * 0.76 / series.length)
  const shown: SVGElement[] = []
  for (const [s, { name, values }] of series.entries()) {
    for (const [i, value] of values.entries()) {
      if (value === null) continue
      const x = x0 + band * (i + 0.5) + (s - series.length / 2) * wide + 1
      const [from, to] = [Math.min(y(0), y(value)), Math.max(y(0), y(value))]
      shown.push(make('rect', { x, y: from, width: Math.max(1, wide - 2), height: Math.max(1, to - from), rx: Math.min(3, wide / 4), fill: `url(#${id}-${s})` }, make('title', {}, `${labels[i]}, ${name}: ${figure(value)}`)))
      const words = figure(value)
      if (words.length * GLYPH <= wide + 8) shown.push(make('text', { x: x + wide / 2 - 1, y: value < 0 ? to + 13 : from - 5, 'text-anchor': 'middle', 'font-weight': 600, stroke: SURFACE, 'stroke-width': 4, 'paint-order': 'stroke' }, words))
    }
  }
  return shown
}

function lines({ labels, series }: ChartData, x0: number, band: number, y: (value: number) => number): SVGElement[] {
  return series.flatMap(({ name, values }, s) => {
    const at = (i: number): number => x0 + band * (i + 0.5)
    // A gap in the figures is one in the line.
    const d = values.map((value, i) => value === null ? '' : `${i === 0 || values[i - 1] === null ? 'M' : 'L'}${at(i)} ${y(value)}`).join('')
    return [
      make('path', { d, fill: 'none', stroke: COLOURS[s]!, 'stroke-width': 2.5, 'stroke-dasharray': DASHES[s]!, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' }),
      ...values.flatMap((value, i) => value === null ? [] : make('path', { d: SIGNS[s]!, transform: `translate(${at(i)} ${y(value)})`, fill: COLOURS[s]!, stroke: SURFACE, 'stroke-width': 1.5 }, make('title', {}, `${labels[i]}, ${name}: ${figure(value)}`))),
    ]
  })
}

/** The names of the series, in as many lines as they need. */
function legendOf({ series }: ChartData, isBar: boolean, id: string, left: number, width: number): { element: SVGElement, height: number } {
  const element = make('g', {})
  let x = left, line = 0
  for (const [s, { name }] of series.entries()) {
    const words = cut(name, Math.min(220, width - left - 24))
    const wide = words.length * GLYPH + 36
    if (x > left && x + wide > width) { x = left; line++ }
    const y = line * 20 + 10
    element.append(isBar ? make('rect', { x, y: y - 6, width: 14, height: 12, rx: 3, fill: `url(#${id}-${s})` }) : make('path', { d: SIGNS[s]!, transform: `translate(${x + 7} ${y})`, fill: COLOURS[s]! }), make('text', { x: x + 20, y: y + 4, fill: 'var(--ink, #1d1c19)' }, words))
    x += wide
  }
  return { element, height: (line + 1) * 20 + 22 }
}
