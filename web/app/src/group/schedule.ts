import type { Meeting } from '../room/model.js'
import { wholeOf } from '../lib/words.js'

/** The schedule of a group, in words and in the person's own time. */

/** What any page must know of a meeting to speak of it. */
export interface Timed { start: number, minutes: number }

export const endOf = ({ start, minutes }: Timed): number => start + minutes * 60_000

export const kinds = [
  { value: 'working', word: 'Working session', more: 'you work on something together' },
  { value: 'critique', word: 'Critique session', more: 'you look at work and say what you notice' },
] as const
export const kindWord = (kind: string): string => kinds.find(({ value }) => value === kind)?.word ?? 'Meeting'

/** What is to come, the next first, what is on now among it; and what is over or called off, the last first. */
export function sortMeetings(meetings: readonly Meeting[], now: number): { next: Meeting | null, later: Meeting[], past: Meeting[] } {
  const isAhead = (meeting: Meeting): boolean => meeting.cancelledAt === null && endOf(meeting) > now
  const ahead = meetings.filter(isAhead).sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  const past = meetings.filter(meeting => !isAhead(meeting)).sort((a, b) => b.start - a.start || (a.id < b.id ? -1 : 1))
  return { next: ahead[0] ?? null, later: ahead.slice(1), past }
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** "in 25 minutes", "in 3 hours", "tomorrow", "in 6 days"; "now" while it is on, "over" afterwards. Days are those of the person. */
export function countdown(meeting: Timed, now: number): string {
  if (now >= endOf(meeting)) return 'over'
  if (now >= meeting.start) return 'now'
  const wait = meeting.start - now
  const days = Math.round((midnight(meeting.start) - midnight(now)) / 86_400_000)
  if (days > 0 && (wait >= 6 * 3_600_000 || days > 1)) return relative.format(days, 'day')
  const whole = wholeOf(wait)
  return whole ? relative.format(whole[0], whole[1]) : 'in less than a minute'
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const yearFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** "Thu 3 Dec, 18:00 to 19:30", with a year where it is not this one. */
export function whenWords(meeting: Timed, now: number): string {
  const [start, end] = [new Date(meeting.start), new Date(endOf(meeting))]
  const day = (start.getFullYear() === new Date(now).getFullYear() ? dayFormat : yearFormat).format(start).replace(/^(\w+),/, '$1')
  const isSameDay = midnight(meeting.start) === midnight(endOf(meeting) - 1)
  return `${day}, ${timeFormat.format(start)} to ${isSameDay ? '' : `${dayFormat.format(end).replace(/^(\w+),/, '$1')}, `}${timeFormat.format(end)}`
}

/** The zone that times are shown in, as the person knows it: "Europe/Berlin" is "Berlin time". */
export function zoneWords(zone = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  const city = zone?.split('/').at(-1)?.replaceAll('_', ' ')
  return !city || /^(UTC|GMT|Etc.*)$/.test(city) ? 'UTC' : `${city} time`
}

/** "1 hour 30 minutes". */
export function lengthWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : '', rest > 0 ? `${rest} minutes` : ''].filter(Boolean).join(' ')
}

/** An instant as a field for local date and time has it, and back; NaN where it has none. */
export const toField = (at: number): string => {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
export const fromField = (value: string): number => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? new Date(value).getTime() : Number.NaN

/** The next full hour, at least an hour from now. */
export const proposal = (now: number): number => new Date(new Date(now + 2 * 3_600_000).setMinutes(0, 0, 0)).getTime()
