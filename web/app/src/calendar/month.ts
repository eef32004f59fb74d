import { iso, later, utc } from '../editor/blocks/dates.js'

/** Months as "2026-11", weeks from Monday. */

export const monthOf = (day: string): string => day.slice(0, 7)

export const monthLater = (month: string, months: number): string => {
  const date = utc(`${month}-01`)
  return monthOf(iso(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))))
}

/** The days of each week that has a day of the month. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`
  const weeks: string[][] = []
  for (let monday = later(first, -((utc(first).getUTCDay() + 6) % 7)); weeks.length === 0 || monthOf(monday) === month; monday = later(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => later(monday, i)))
  }
  return weeks
}

/** Where an arrow key leads from a day; null for other keys. To the right is later unless the page is written to the left. */
export function step(day: string, key: string, isBack: boolean): string | null {
  const days = { ArrowRight: isBack ? -1 : 1, ArrowLeft: isBack ? 1 : -1, ArrowDown: 7, ArrowUp: -7 }[key]
  if (days !== undefined) return later(day, days)
  if (key !== 'PageDown' && key !== 'PageUp') return null
  const month = monthLater(monthOf(day), key === 'PageDown' ? 1 : -1)
  const last = Number(later(`${monthLater(month, 1)}-01`, -1).slice(8))
  return `${month}-${String(Math.min(Number(day.slice(8)), last)).padStart(2, '0')}`
}
