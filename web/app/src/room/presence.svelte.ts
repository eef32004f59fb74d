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
  /** Is here to watch. */
  watches: boolean
  /** Since when, as the room has it. */
  since: number | null
}

type Known = Pick<Present, 'id' | 'name' | 'colour' | 'right'>

/** Who has a state on the line: me first, then by name. */
export function readPresence(awareness: Awareness, me: Known): Present[] {
  const people = new Map<string, Present>()
  for (const [client, state] of awareness.getStates()) {
    const { user, cursor, step } = state as { user?: Partial<Present>, cursor?: unknown, step?: unknown }
    const isMe = client === awareness.clientID || user?.id === me.id
    const known = isMe ? me : user
    if (typeof known?.id !== 'string' || typeof known.name !== 'string') continue
    const writes = cursor != null || people.get(known.id)?.writes === true
    const on = typeof step === 'string' ? step : people.get(known.id)?.step ?? null
    const right = known.right ?? 'none'
    people.set(known.id, { id: known.id, name: known.name, colour: Number(known.colour), right, isMe, writes, step: on, watches: right === 'observe', since: null })
  }
  return [...people.values()].sort(inOrder)
}

/** With those who watch as the room's own record has it: a program that watches need not say on the line that it is here. */
export function withObservers(aware: readonly Present[], observers: readonly { by: string, since: number }[], people: ReadonlyMap<string, Omit<Known, 'id'>>, me: string): Present[] {
  if (observers.length === 0) return [...aware]
  const present = new Map(aware.map(person => [person.id, person]))
  for (const { by, since } of observers) {
    const known = present.get(by) ?? { id: by, name: 'Somebody', colour: 0, right: 'observe' as const, ...people.get(by), isMe: by === me, writes: false, step: null }
    present.set(by, { ...known, watches: true, since })
  }
  return [...present.values()].sort(inOrder)
}

const inOrder = (a: Present, b: Present): number => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
