import type { Node } from '@tiptap/pm/model'

export interface Series { name: string, values: (number | null)[] }

/** What a table draws: its first column are the labels, each column of numbers is a series. */
export interface ChartData { label: string, labels: string[], series: Series[], left: number }

/** More than these cannot be told apart; what is left out is said, and is in the table. */
const SERIES_MAX = 6
const LABELS_MAX = 60

export function chartData(table: Node): ChartData {
  const rows = table.children.map(row => row.children.flatMap(cell => [cell.textContent.trim(), ...Array<string>(Number(cell.attrs.colspan ?? 1) - 1).fill('')]))
  const hasHead = table.firstChild?.children.every(cell => cell.type.name === 'tableHeader') === true
  const [head, body] = hasHead ? [rows[0]!, rows.slice(1)] : [[], rows]
  const filled = body.filter(row => row.some(cell => cell !== ''))
  const shown = filled.slice(0, LABELS_MAX)
  const columns = Math.max(0, ...rows.map(row => row.length))
  const series: Series[] = []
  for (let column = 1; column < columns; column++) {
    const cells = shown.map(row => row[column] ?? '')
    const values = cells.map(numberOf)
    if (values.some(value => value !== null) && cells.every((cell, i) => cell === '' || values[i] !== null)) series.push({ name: head[column] || `Column ${column + 1}`, values })
  }
  return { label: head[0] ?? '', labels: shown.map(row => row[0] ?? ''), series: series.slice(0, SERIES_MAX), left: Math.max(0, series.length - SERIES_MAX) + filled.length - shown.length }
}

/**
 * The number that a cell says, with a currency before it or a unit behind it: "1,200", "1 200", "€ 3.50", "41 a week", "12,5 %", "−4". A comma with
 * three digits behind it parts thousands, any other is a decimal one. Null where it is none, or more than one.
 */
export function numberOf(cell: string): number | null {
  const text = cell.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 0xf)).replace(/[\u2212\u2013]/g, '-').replace(/\u066b/g, '.').replace(/\u066c/g, ',').replace(/[\u00a0\u202f\u2009]/g, ' ').trim()
  const match = /^[^\d\s.,-]{0,3} ?(-?) ?[^\d\s.,-]{0,3} ?(\d[\d.,' ]*)(?: ?[^\d]*)?$/u.exec(text)
  const digits = match?.[2]?.trim().replace(/[.,']$/, '')
  if (!match || !digits || / (?!\d{3}(?:\D|$))/.test(digits)) return null
  const value = Number(plain(digits.replace(/[' ]/g, '')))
  return Number.isFinite(value) ? (match[1] ? -value : value) : null
}

function plain(digits: string): string {
  const comma = digits.lastIndexOf(','), dot = digits.lastIndexOf('.')
  if (comma >= 0 && dot >= 0) return comma > dot ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
  if (dot >= 0) return digits.indexOf('.') === dot ? digits : digits.replaceAll('.', '')
  return /^\d{1,3}(,\d{3})+$/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.')
}

/** What a chart shows, in words: "Visits and Cards by Month". */
export function chartWords({ label, series }: ChartData): string {
  const names = series.map(({ name }) => name)
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `${list}${label ? ` by ${label}` : ''}`
}
