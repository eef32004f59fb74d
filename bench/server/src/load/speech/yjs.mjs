// The y-websocket protocol (y-protocols): this server's second door, and y-websocket's own server. Nothing tells what is saved.
import * as encoding from 'lib0/encoding'
import { varUint, position, seek } from './reading.mjs'

const sync = 0
const awareness = 1
const [step1, step2, update] = [0, 1, 2]
const nothing = Uint8Array.of(0, 0) // an update with no structs and no deletions

const message = (...parts) => {
  const out = encoding.createEncoder()
  for (const part of parts) typeof part === 'number' ? encoding.writeVarUint(out, part) : encoding.writeVarUint8Array(out, part)
  return encoding.toUint8Array(out)
}

export const yjs = path => ({
  tellsSaved: false,
  path: document => path + document,
  opened: person => person.send(message(sync, step1, Uint8Array.of(0))),
  push: (document, bytes) => message(sync, update, bytes),
  aware: (document, bytes) => message(awareness, bytes),
  seed: (document, bytes) => message(sync, step2, bytes),
  keepAlive: () => null,

  heard (person, bytes, from, to, now) {
    seek(from)
    const type = varUint(bytes)
    if (type !== sync) {
      if (type === awareness) person.awareness()
      return
    }
    const step = varUint(bytes)
    varUint(bytes) // the length; nothing follows
    if (step === update) person.update(bytes, position(), to, now)
    else if (step === step2) person.synced(bytes, position(), to, now)
    else person.send(message(sync, step2, nothing))
  }
})
