import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'

/** Who changed a shared document; without an id nobody knows who. */
export interface Somebody { id: string, name: string }

export const UNKNOWN: Somebody = { id: '', name: 'Somebody' }

/** Whose a client id is: of those who are here. */
export function whoseIs(client: number, awareness: Awareness): Somebody {
  const { user } = (awareness.getStates().get(client) ?? {}) as { user?: { id?: unknown, name?: unknown } }
  return typeof user?.id === 'string' && typeof user.name === 'string' ? { id: user.id, name: user.name } : UNKNOWN
}

/**
 * Who made a change that came from elsewhere, without oneself in another window. Who only deletes cannot be told from it: it is somebody who is here,
 * and where no other is, oneself.
 */
export function othersOf({ beforeState, afterState }: Y.Transaction, awareness: Awareness, me: string): Somebody[] {
  const people = new Map<string, Somebody>()
  for (const [client, clock] of afterState) {
    if (clock <= (beforeState.get(client) ?? 0)) continue
    const whose = whoseIs(client, awareness)
    people.set(whose.id, whose)
  }
  if (people.size === 0 && isOtherHere(awareness, me)) return [UNKNOWN]
  people.delete(me)
  return [...people.values()]
}

const isOtherHere = (awareness: Awareness, me: string): boolean => [...awareness.getStates().keys()].some(client => client !== awareness.clientID && whoseIs(client, awareness).id !== me)
