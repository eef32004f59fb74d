import type { Right } from '@reallearning/provider'

/** The ten colours of people, as the server gives them; each keeps a contrast of 4.5 to white. */
const COLOURS = ['#b4232f', '#a34a00', '#7a5c00', '#3f6b12', '#0b6e4f', '#00697a', '#1b5fb4', '#4a4fc4', '#7b3fb0', '#a8276f']

export const colourOf = (index: number): string => COLOURS[index] ?? '#5f5b54'

export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map(word => [...(word ?? '')][0] ?? '').join('').toLocaleUpperCase()
}

export const rightWords: Record<Right, string> = {
  none: 'No access', observe: 'Observes', comment: 'Comments', edit: 'Edits', facilitate: 'Facilitates',
}

/** What somebody is told whose right has just changed. */
export const rightNews: Record<Right, string> = {
  none: 'You were taken out of this room.',
  observe: 'From now on you observe here: you see everything, and the others see that you watch.',
  comment: 'From now on you comment here: select words in the text to say something about them.',
  edit: 'From now on you may write here.',
  facilitate: 'From now on you facilitate here: you may write, share and give rights.',
}

export const kindWords: Record<string, string> = { workspace: 'Workspace', group: 'Group', session: 'Critique session' }

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** "Ada", "Ada and Bea", "Ada, Bea and 3 more". */
export const list = (names: readonly string[], most = 3): string => {
  const shown = names.slice(0, names.length > most ? most - 1 : most)
  const rest = names.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** A date without a time, such as "2026-11-30", in words. */
export const day = (date: string): string => new Date(`${date}T12:00:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** How far such a date is from now: "in 6 days". */
export const daysTo = (date: string, now: number): string =>
  relative.format(Math.round((Date.parse(`${date}T12:00:00`) - new Date(now).setHours(12, 0, 0, 0)) / 86_400_000), 'day')

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]]

/** A time as it is read: "24 November 2026, 19:05". */
export const moment = (at: number): string => new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })

/** A length of time in its largest whole unit, such as 5 and "minute"; null below a minute. */
export function wholeOf(ms: number): [number, Intl.RelativeTimeFormatUnit] | null {
  for (const [unit, length] of STEPS) if (ms >= length) return [Math.floor(ms / length), unit]
  return null
}

/** "5 minutes ago"; a date where it is longer than a week ago. */
export const ago = (at: number, now = Date.now()): string => {
  const past = now - at
  if (past > 7 * 86_400_000) return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  const whole = wholeOf(past)
  return whole ? relative.format(-whole[0], whole[1]) : 'just now'
}
