import type { Today } from '../lib/places.svelte.js'
import type { Me } from '../lib/api.js'
import { cut } from '../lib/text.js'
import type { Action } from '../ui/action.js'
import { sectionsOf } from './nav.js'

const WORDS_MAX = 90

/** Where a person may go from anywhere: their places, what others ask, and what they opened lately, each room once. */
export function goActions(today: Today | null, me: Me, go: (path: string) => void): Action[] {
  const cohorts = today?.cohorts ?? []
  const places = sectionsOf(cohorts, me).flatMap(section => section.places.map(({ name, href }) => ({ group: section.title ?? 'Go to', name, href })))
  const questions = cohorts.flatMap(cohort => cohort.questions.map(({ id, text }) => ({ group: 'Questions of others', name: short(text), href: `/#question-${id}` })))
  const lately = (today?.rooms ?? []).map(({ room, title }) => ({ group: 'Opened lately', name: title, href: `/${room}` }))
  // A group without a room of its own is shown by its cohort, which has a name of its own too.
  const seen = new Set([...places, ...questions].map(({ href }) => href))
  return [...places, ...questions, ...lately.filter(({ href }) => !seen.has(href) && seen.add(href))].map(({ group, name, href }) => ({ group, name, do: () => go(href) }))
}

/** A text in one line that fits. */
export const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > WORDS_MAX ? `${cut(line, WORDS_MAX - 1).trimEnd()}…` : line
}
