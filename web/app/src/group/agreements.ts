import * as Y from 'yjs'
import { cut, isId } from '../lib/text.js'

/** What a group agreed on, in the shape of docs/protocols.md: written live by everybody, so nothing in it is taken for granted. */

export interface Agreement { id: string, text: string, order: number }

export const AGREEMENTS_MAX = 50
export const AGREEMENT_MAX = 500

const root = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('agreements')

/** The agreements in their order. */
export function readAgreements(doc: Y.Doc): Agreement[] {
  const found: Agreement[] = []
  for (const [id, value] of root(doc)) {
    const text = isId(id) && value instanceof Y.Map ? value.get('text') : null
    if (!(text instanceof Y.Text)) continue
    const order: unknown = (value as Y.Map<unknown>).get('order')
    found.push({ id, text: cut(text.toString(), AGREEMENT_MAX), order: typeof order === 'number' && Number.isFinite(order) ? order : 0 })
    if (found.length === AGREEMENTS_MAX) break
  }
  return found.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
}

/** Tells whether something changed, until the function it returns is called. */
export function watchAgreements(doc: Y.Doc, tell: () => void): () => void {
  const map = root(doc)
  map.observeDeep(tell)
  return () => map.unobserveDeep(tell)
}

/** Adds one at the end; false where there are as many as there may be. */
export function addAgreement(doc: Y.Doc, id: string, words: string): boolean {
  const there = readAgreements(doc)
  if (there.length >= AGREEMENTS_MAX || root(doc).has(id)) return false
  doc.transact(() => {
    const entry = new Y.Map<unknown>()
    entry.set('text', new Y.Text(words.slice(0, AGREEMENT_MAX)))
    entry.set('order', Math.floor(there.at(-1)?.order ?? 0) + 1)
    root(doc).set(id, entry)
  })
  return true
}

/** Takes one away and gives what it was. */
export function removeAgreement(doc: Y.Doc, id: string): Agreement | null {
  const gone = readAgreements(doc).find(agreement => agreement.id === id) ?? null
  if (gone) root(doc).delete(id)
  return gone
}

/** Puts one that was taken away back where it was. */
export function restoreAgreement(doc: Y.Doc, { id, text, order }: Agreement): void {
  if (root(doc).has(id)) return
  doc.transact(() => {
    const entry = new Y.Map<unknown>()
    entry.set('text', new Y.Text(text))
    entry.set('order', order)
    root(doc).set(id, entry)
  })
}

/** What somebody typed: only what differs is written, so that words of others in the same sentence stay. */
export function writeAgreement(doc: Y.Doc, id: string, next: string): void {
  const entry = root(doc).get(id)
  const text = entry instanceof Y.Map ? entry.get('text') : null
  if (!(text instanceof Y.Text)) return
  const { at, gone, come } = difference(text.toString(), next.slice(0, AGREEMENT_MAX))
  if (gone === 0 && come === '') return
  doc.transact(() => {
    if (gone > 0) text.delete(at, gone)
    if (come !== '') text.insert(at, come)
  })
}

/** One place where two texts differ: so many units go, these come. Whole characters alone. */
export function difference(before: string, after: string): { at: number, gone: number, come: string } {
  const most = Math.min(before.length, after.length)
  let at = 0
  while (at < most && before[at] === after[at]) at++
  if (at > 0 && isHigh(before.charCodeAt(at - 1))) at--
  let end = 0
  while (end < most - at && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--
  return { at, gone: before.length - at - end, come: after.slice(at, after.length - end) }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

/** Where a caret stands once others have changed the text around it. */
export function carry(caret: number, before: string, after: string): number {
  const { at, gone, come } = difference(before, after)
  return caret <= at ? caret : caret >= at + gone ? caret + come.length - gone : at + come.length
}
