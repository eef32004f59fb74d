import type { Voice } from '../lib/api.js'

/** Below these nothing can be said of a balance. */
const WRITTEN_LEAST = 200
const SAID_LEAST = 4
/** Times an even part. */
const LOUD = 1.5
const QUIET = 0.5

/** One's part of something, beside an even one; both of 1. `words`: what of it to say, in a sentence. */
export interface Part { of: 'written' | 'said', part: number, even: number, words: string }

/** How one's voice stands in a room: nothing where one is alone or too little is there. */
export function partsOf({ people, written, writtenByAll, said, saidByAll }: Voice): Part[] {
  if (people < 2) return []
  const even = 1 / people
  const parts: Part[] = []
  if (writtenByAll >= WRITTEN_LEAST) parts.push({ of: 'written', part: written / writtenByAll, even, words: `${percent(written / writtenByAll)} of the text is yours.` })
  if (saidByAll >= SAID_LEAST) parts.push({ of: 'said', part: said / saidByAll, even, words: `${percent(said / saidByAll)} of what was said came from you.` })
  return parts
}

/** What one might do about it: a question, never a mark. */
export function askOf(parts: readonly Part[]): string {
  if (parts.length === 0) return ''
  const loud = parts.filter(({ part, even }) => part > LOUD * even)
  const quiet = parts.filter(({ part, even }) => part < QUIET * even)
  if (loud.length === parts.length) return 'Much of it is yours. Whom have you not heard yet?'
  if (quiet.length === parts.length) return 'Little of it is yours so far. What do you see that the others do not?'
  if (loud[0]?.of === 'written') return 'You write more than an even part. Who could take some of it?'
  if (quiet[0]?.of === 'said') return 'You say little about it. What have you noticed?'
  if (loud[0]?.of === 'said' || quiet[0]?.of === 'written') return 'You say more than you write. Which part of the text would you take?'
  return 'About an even part.'
}

export const percent = (part: number): string => part > 0 && part < 0.01 ? 'Under 1%' : part > 0.99 && part < 1 ? 'Over 99%' : `${Math.round(part * 100)}%`
