import type { Node } from '@tiptap/pm/model'

/** A document's text as one string, and the position of each of its characters. Blocks are parted by line feeds. */
export interface FlatText { text: string, at: number[] }

export interface Range { from: number, to: number }

export function flatten(doc: Node): FlatText {
  let text = ''
  const at: number[] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock && text !== '') {
      text += '\n'
      at.push(pos)
    }
    if (node.isText) {
      for (let i = 0; i < node.text!.length; i++) at.push(pos + i)
      text += node.text!
    }
  })
  return { text, at }
}

/** The part of a range that begins and ends with a character; null where it has none. */
export function trim(flat: FlatText, { from, to }: Range): Range | null {
  const [first, last] = indexes(flat, from, to)
  return first > last ? null : { from: flat.at[first]!, to: flat.at[last]! + 1 }
}

/** As `trim`, and reads only that part of the document. */
export function trimIn(doc: Node, { from, to }: Range): Range | null {
  let first: number | null = null, last: number | null = null
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isText) return
    first ??= Math.max(pos, from)
    last = Math.min(pos + node.nodeSize, to)
  })
  return first === null || last === null || first >= last ? null : { from: first, to: last }
}

/** The words of a range, and those before it, as a thread keeps them. */
export function wordsOf(flat: FlatText, range: Range, quoteMax = 500, beforeMax = 40): { quote: string, before: string } {
  const [first, last] = indexes(flat, range.from, range.to)
  return {
    quote: whole(flat.text.slice(first, Math.min(last + 1, first + quoteMax))),
    before: whole(flat.text.slice(Math.max(0, first - beforeMax), first)),
  }
}

/** Fewer characters before a passage than this do not tell where it is. */
const CONTEXT_MIN = 8
/** A passage of so many characters is known by itself, where it is there once. */
const ALONE_MIN = 10

/**
 * Finds a passage by its words: where the words before it stand before it too, nearest to where it was; without them only where it is long
 * enough to be meant and is there once. Spaces and the ends of blocks do not count: paragraphs are split and joined. Within a part of the text,
 * such as what was just pasted, it needs no more than its own words.
 */
export function find(flat: FlatText, quote: string, before: string, near: number, part?: Range): Range | null {
  const { text, at } = bare(flat), words = bareText(quote), lead = bareText(before)
  if (words === '') return null
  let best: { index: number, score: number } | null = null
  let first: number | null = null, times = 0
  for (let index = text.indexOf(words); index >= 0; index = text.indexOf(words, index + 1)) {
    if (part && (at[index]! < part.from || at[index + words.length - 1]! >= part.to)) continue
    first ??= index
    times++
    const same = sharedEnd(text.slice(Math.max(0, index - lead.length), index), lead)
    const isMeant = same >= CONTEXT_MIN || (same === lead.length && index === lead.length)
    if (!isMeant && !part) continue
    const score = same * 1_000 - Math.abs(at[index]! - near)
    if (!best || score > best.score) best = { index, score }
  }
  if (!best && times === 1 && words.length >= ALONE_MIN) best = { index: first!, score: 0 }
  return best ? { from: at[best.index]!, to: at[best.index + words.length - 1]! + 1 } : null
}

const bares = new WeakMap<FlatText, FlatText>()

/** A text without its spaces and ends of blocks. */
function bare(flat: FlatText): FlatText {
  const known = bares.get(flat)
  if (known) return known
  const at: number[] = []
  for (let i = 0; i < flat.text.length; i++) if (!isSpace(flat.text[i]!)) at.push(flat.at[i]!)
  const made = { text: bareText(flat.text), at }
  bares.set(flat, made)
  return made
}

const bareText = (text: string): string => text.replace(/\s/g, '')
const isSpace = (character: string): boolean => /\s/.test(character)

/** Whether at least half of the words of a quote are in a text, in the same order or not. */
export function isAbout(text: string, quote: string): boolean {
  const words = new Set(text.split(/\s+/)), quoted = quote.split(/\s+/).filter(Boolean)
  return bareText(text).includes(bareText(quote)) || quoted.filter(word => words.has(word)).length * 2 >= quoted.length
}

const isBreak = (flat: FlatText, index: number): boolean => flat.text[index] === '\n'

/** The first and the last index whose characters lie in the range, blocks' ends left out. */
function indexes(flat: FlatText, from: number, to: number): [number, number] {
  let first = lowerBound(flat.at, from)
  let last = lowerBound(flat.at, to) - 1
  while (first <= last && isBreak(flat, first)) first++
  while (last >= first && isBreak(flat, last)) last--
  return [first, last]
}

function lowerBound(at: number[], pos: number): number {
  let low = 0, high = at.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (at[middle]! < pos) low = middle + 1
    else high = middle
  }
  return low
}

function sharedEnd(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++
  return n
}

/** Without half a surrogate pair at either end. */
const whole = (text: string): string => text.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '')
