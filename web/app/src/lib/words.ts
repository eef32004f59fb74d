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

export const kindWords: Record<string, string> = { workspace: 'Workspace', group: 'Group', session: 'Critique session' }

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]]

/** "5 minutes ago"; a date where it is longer than a week ago. */
export const ago = (at: number, now = Date.now()): string => {
  const past = now - at
  if (past > 7 * 86_400_000) return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
  for (const [unit, length] of STEPS) if (past >= length) return relative.format(-Math.floor(past / length), unit)
  return 'just now'
}
