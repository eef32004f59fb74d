import type { Transaction } from '@tiptap/pm/state'
import { find, flatten, wordsOf, type FlatText, type Range } from './passages.js'

/** The words of a passage that was deleted here, and those before it. */
export interface Lost { quote: string, before: string }

export interface Mapped { ranges: Map<string, Range | null>, lost: Map<string, Lost>, found: boolean }

/** Longer passages are kept by their beginnings, in characters. */
const QUOTE_MAX = 10_000

/**
 * Where passages are after an edit of this person. Some edits delete a passage and write it anew, at once, as a drag does, or later, as cutting
 * and pasting does: what has been deleted here is looked for in what is written here.
 */
export function mapThreads(tr: Transaction, before: Map<string, Range | null>, known: Map<string, Lost>): Mapped {
  const ranges = new Map<string, Range | null>()
  let lost = known
  let old: FlatText | undefined
  for (const [id, range] of before) {
    const now = range && mapped(range, tr)
    ranges.set(id, now)
    if (range && !now) lost = new Map(lost).set(id, wordsOf(old ??= flatten(tr.before), range, QUOTE_MAX))
  }
  if (lost.size === 0) return { ranges, lost, found: false }
  let found = false, text: FlatText | undefined
  for (const part of written(tr)) {
    for (const [id, { quote, before: lead }] of lost) {
      if (ranges.get(id) || part.to - part.from < quote.length) continue
      const range = find(text ??= flatten(tr.doc), quote, lead, part.from, part)
      if (!range) continue
      ranges.set(id, range)
      found = true
    }
  }
  return { ranges, lost: found ? new Map([...lost].filter(([id]) => !ranges.get(id))) : lost, found }
}

function mapped({ from, to }: Range, tr: Transaction): Range | null {
  const range = { from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) }
  return range.from < range.to ? range : null
}

/** What an edit wrote, in positions of the document after it. */
function written(tr: Transaction): Range[] {
  const parts: Range[] = []
  for (const [i, map] of tr.mapping.maps.entries()) {
    map.forEach((_from, _to, from, to) => {
      const rest = tr.mapping.slice(i + 1)
      if (to > from) parts.push({ from: rest.map(from, -1), to: rest.map(to, 1) })
    })
  }
  return parts
}
