/** Days as documents have them: "2026-11-30". */

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/

/** A day that there is; null for anything else, whoever wrote it. */
export function dayOf(value: unknown): string | null {
  const match = typeof value === 'string' ? DAY.exec(value) : null
  if (!match) return null
  const date = utc(value as string)
  return Number.isNaN(date.getTime()) || iso(date) !== value ? null : value as string
}

export const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)
export const iso = (date: Date): string => date.toISOString().slice(0, 10)

/** The day so many days later. */
export const later = (day: string, days: number): string => iso(new Date(utc(day).getTime() + days * 86_400_000))

/** Today where the person is. */
export const today = (now: number): string => {
  const date = new Date(now)
  return iso(new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())))
}

/** Without the comma behind the weekday, which some browsers set and others do not. */
const words = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  return (day: string): string => format.format(utc(day)).replace(',', '')
}

/** "Monday 30 November 2026". */
export const inFull = words({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
export const inShort = words({ weekday: 'short', day: 'numeric', month: 'short' })
export const monthWords = words({ month: 'long', year: 'numeric' })
