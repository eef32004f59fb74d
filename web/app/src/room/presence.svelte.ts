import type { Awareness } from 'y-protocols/awareness'
import type { Right } from '@reallearning/provider'

/** Somebody who is here now, in however many tabs. What it says of others was written by the server. */
export interface Present {
  id: string
  name: string
  colour: number
  right: Right
  isMe: boolean
  /** Has a cursor in the text. */
  writes: boolean
  /** The step of the plan that they said they are on. */
  step: string | null
}

/** Who is here: me first, then by name. */
export function readPresence(awareness: Awareness, me: Omit<Present, 'isMe' | 'writes' | 'step'>): Present[] {
  const people = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const { user, cursor, step } = state as { user?: Partial<Present>, cursor?: unknown, step?: unknown }
    const isMe = client === awareness.clientID || user?.id === me.id
    const known = isMe ? me : user
    if (typeof known?.id !== 'string' || typeof known.name !== 'string') continue
    const writes = cursor != null || people.get(known.id)?.writes === true
    const on = typeof step === 'string' ? step : people.get(known.id)?.step ?? null
    people.set(known.id, { id: known.id, name: known.name, colour: Number(known.colour), right: known.right ?? 'none', isMe, writes, step: on })
  }
  return [...people.values()].sort((a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
