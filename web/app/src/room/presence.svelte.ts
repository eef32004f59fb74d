import type { Awareness } from 'y-protocols/awareness'
import type { Right } from '@reallearning/provider'

/** Somebody who is here now, in however many tabs. What it says of them was written by the server. */
export interface Present { id: string, name: string, colour: number, right: Right, isMe: boolean }

export function readPresence(awareness: Awareness, me: string): Present[] {
  const people = new Map<string, Present>()
  for (const state of awareness.getStates().values()) {
    const user = (state as { user?: Partial<Present> }).user
    if (typeof user?.id !== 'string' || typeof user.name !== 'string' || people.has(user.id)) continue
    people.set(user.id, { id: user.id, name: user.name, colour: Number(user.colour), right: user.right ?? 'none', isMe: user.id === me })
  }
  return [...people.values()].sort((a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
