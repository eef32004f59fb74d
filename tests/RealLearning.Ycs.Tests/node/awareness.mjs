// y-protocols as the reference uses them: awareness by a clock handed in, and the messages' bytes. All bytes are base64.
import { clock } from './clock.mjs'
import * as Y from 'yjs'
import * as awareness from 'y-protocols/awareness'
import * as sync from 'y-protocols/sync'
import * as auth from 'y-protocols/auth'
import * as encoding from 'lib0/encoding'
import * as decoding from 'lib0/decoding'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))

/** One client whose timer is called by hand. */
const client = id => {
  const doc = new Y.Doc()
  doc.clientID = id
  const { setInterval } = globalThis
  let tick
  globalThis.setInterval = check => { tick = check; return 0 }
  const here = new awareness.Awareness(doc)
  globalThis.setInterval = setInterval
  const events = []
  here.on('change', (change, origin) => events.push({ name: 'change', ...change, origin }))
  here.on('update', (change, origin) => events.push({ name: 'update', ...change, origin }))
  return { here, tick, events }
}

const does = {
  set: ({ here }, { json }) => here.setLocalState(JSON.parse(json)),
  field: ({ here }, { field, json }) => here.setLocalStateField(field, JSON.parse(json)),
  apply: ({ here }, { update, origin }) => awareness.applyAwarenessUpdate(here, bytes(update), origin),
  remove: ({ here }, { clients, origin }) => awareness.removeAwarenessStates(here, clients, origin),
  tick: ({ tick }) => tick()
}

const written = write => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return base64(encoding.toUint8Array(encoder))
}

let clients = []

export const protocols = {
  /** { awareness: [id], now }: begins anew. */
  awareness: ({ awareness: ids, now }) => {
    clock.now = now
    clients = ids.map(client)
    clock.now = null
    return {}
  },

  /** { does, at, now, ... }: one step of one client; what it tells, and what it says of all that it knows. */
  does: step => {
    clock.now = step.now
    const { here, events } = clients[step.at]
    events.length = 0
    does[step.does](clients[step.at], step)
    clock.now = null
    const known = [...here.meta.keys()].sort((a, b) => a - b)
    return { events, states: known.filter(id => here.states.has(id)).map(id => [id, JSON.stringify(here.states.get(id))]), update: base64(awareness.encodeAwarenessUpdate(here, known)) }
  },

  /** { modify: update, field }: each state that is an object with a field more. */
  modify: ({ modify, field }) => ({ update: base64(awareness.modifyAwarenessUpdate(bytes(modify), state => state && typeof state === 'object' && !Array.isArray(state) ? { ...state, [field]: true } : state)) }),

  /** { messages: [update], reason }: what a document of these updates writes of each kind, and its answer to an empty one's first step. */
  messages: ({ messages, reason }) => {
    const [doc, empty] = [new Y.Doc(), new Y.Doc()]
    messages.forEach(update => Y.applyUpdate(doc, bytes(update)))
    const typed = (type, write) => written(encoder => { encoding.writeVarUint(encoder, type); write(encoder) })
    return {
      step1: typed(0, encoder => sync.writeSyncStep1(encoder, doc)),
      step2: typed(0, encoder => sync.writeSyncStep2(encoder, doc, Y.encodeStateVector(empty))),
      update: typed(0, encoder => sync.writeUpdate(encoder, bytes(messages[0]))),
      denied: typed(2, encoder => auth.writePermissionDenied(encoder, reason)),
      answer: typed(0, encoder => sync.readSyncMessage(decoding.createDecoder(bytes(written(one => sync.writeSyncStep1(one, empty)))), encoder, doc, null))
    }
  }
}
