import type { Present } from '../presence.svelte.js'
import type { Deed, What } from './deeds.js'

/** Who came, began to observe or left between two looks at who is here; at the first look they were here before. */
export function comings(before: readonly Present[], after: readonly Present[], isFirst: boolean): Deed[] {
  const was = new Map(before.map(person => [person.id, person]))
  const deed = (what: What, { id, name }: Present): Deed => ({ what, by: id, name, of: id, title: '' })
  return [
    ...after.filter(({ id }) => !was.has(id)).map(person => deed(isFirst ? 'here' : person.watches ? 'observes' : 'came', person)),
    ...after.filter(({ id, watches }) => watches && was.get(id)?.watches === false).map(person => deed('observes', person)),
    ...before.filter(({ id }) => !after.some(person => person.id === id)).map(person => deed('left', person)),
  ]
}
