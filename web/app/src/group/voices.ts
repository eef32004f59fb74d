import type { Voice } from '../lib/api.js'

/** Below these nothing can be said of a balance. */
const WRITTEN_LEAST = 200
const SAID_LEAST = 4

/** One's part of something, beside an even one; both of 1. `words`: what of it to say, in a sentence. */
export interface Part { of: 'written' | 'said', part: number, even: number, words: string }

/** How one's voice stands in a room: nothing where one is alone or too little is there. */
export function partsOf({ people, written, writtenByAll, said, saidByAll }: Voice): Part[] {
  if (people < 2) return []
  const even = 1 / people
  const parts: Part[] = []
  if (writtenByAll >= WRITTEN_LEAST) parts.push({ of: 'written', part: written / writtenByAll, even, words: `${percent(written / writtenByAll)} of the words are yours.` })
  if (saidByAll >= SAID_LEAST) parts.push({ of: 'said', part: said / saidByAll, even, words: `${percent(said / saidByAll)} of what was said came from you.` })
  return parts
}

/** What one might do about it: a question, never a mark. Whoever writes much may well say little, so that each weighs the same. */
export function askOf(parts: readonly Part[]): string {
  if (parts.length === 0) return ''
  const times = parts.reduce((sum, { part, even }) => sum + part / even, 0) / parts.length
  return times > 1.5 ? 'Much of it is yours. Whom have you not heard yet?'
    : times < 0.5 ? 'Little of it is yours so far. What do you see that the others do not?'
    : 'Your voice is about as loud as the others’.'
}

export const percent = (part: number): string => part > 0 && part < 0.01 ? 'Under 1%' : `${Math.round(part * 100)}%`
