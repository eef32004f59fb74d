import { cut } from '../../lib/text.js'
import { list } from '../../lib/words.js'
import { WORDS, type Deed, type What } from './deeds.js'

/** Most people who are named together, and most sentences: who listens has work of their own. */
const NAMES_MAX = 3
const SENTENCES_MAX = 5
const TITLE_MAX = 80

/** "Ada", "Ada, Ben and Cem", "Ada and 3 others". */
export const who = (names: readonly string[]): string => names.length > NAMES_MAX ? `${names[0]} and ${names.length - 1} others` : list(names)

/** All that happened, in a few sentences: those who did the same together, and all that the same people did in one. */
export function sentencesOf(deeds: readonly Deed[], nameOf: (id: string) => string): string {
  const kinds = new Map<What, Deed[]>()
  for (const deed of deeds) kinds.set(deed.what, [...kinds.get(deed.what) ?? [], deed])
  const clauses = new Map<string, { names: string[], words: string[] }>()
  for (const what of ORDER) {
    const same = kinds.get(what)
    if (!same) continue
    const people = new Map(same.map(({ by, name }) => [by, name ?? (by === '' ? 'Somebody' : nameOf(by))]))
    // Being here is of many at once, and no deed that goes on with others.
    const key = what === 'here' || what === 'left' ? what : [...people.keys()].sort().join(' ')
    const clause = clauses.get(key) ?? { names: [...people.values()].sort((a, b) => a.localeCompare(b)), words: [] }
    clause.words.push(clauseOf(what, same, people.size, nameOf))
    clauses.set(key, clause)
  }
  const sentences = [...clauses.values()].map(({ names, words }) => `${who(names)} ${list(words, words.length)}.`)
  const rest = sentences.length - SENTENCES_MAX
  return (rest > 0 ? [...sentences.slice(0, SENTENCES_MAX), 'And more was changed.'] : sentences).join(' ')
}

const ORDER = Object.keys(WORDS) as What[]

function clauseOf(what: What, deeds: readonly Deed[], people: number, nameOf: (id: string) => string): string {
  if (what === 'here') return people === 1 ? 'is here' : 'are here'
  const things = new Set(deeds.map(({ of }) => of)).size
  const to = [...new Set(deeds.flatMap(deed => deed.to ?? []))].map(nameOf)
  return things === 1 ? WORDS[what].one(cut(deeds[0]!.title.trim(), TITLE_MAX), who(to)) : WORDS[what].many(things)
}
