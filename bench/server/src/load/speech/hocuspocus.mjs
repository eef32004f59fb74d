// Hocuspocus' protocol: that of y-websocket behind the document's name, a token first, and an acknowledgement for each update that was
// applied (in memory; what is stored it does not tell).
import * as encoding from 'lib0/encoding'
import { varUint, position, seek, skip } from './reading.mjs'

const sync = 0
const awareness = 1
const auth = 2
const syncReply = 4
const syncStatus = 8
const [step1, step2, update] = [0, 1, 2]
const [denied, authenticated] = [1, 2]
const nothing = Uint8Array.of(0, 0)
const providerVersion = '4.7.0'

const message = (document, ...parts) => {
  const out = encoding.createEncoder()
  encoding.writeVarString(out, document)
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(out, part)
    else if (typeof part === 'string') encoding.writeVarString(out, part)
    else encoding.writeVarUint8Array(out, part)
  }
  return encoding.toUint8Array(out)
}

export const hocuspocus = () => ({
  tellsSaved: true,
  path: () => '/',
  opened: person => person.send(message(person.document, auth, 0, 'token', providerVersion)),
  push: (document, bytes) => message(document, sync, update, bytes),
  aware: (document, bytes) => message(document, awareness, bytes),
  seed: (document, bytes) => message(document, sync, step2, bytes),
  keepAlive: () => null,

  heard (person, bytes, from, to, now) {
    seek(from)
    skip(varUint(bytes)) // the document's name
    const type = varUint(bytes)
    if (type === sync || type === syncReply) this.synced(person, bytes, to, now)
    else if (type === awareness) person.awareness()
    else if (type === syncStatus) this.acknowledged(person, varUint(bytes) === 1, now)
    else if (type === auth) this.admitted(person, varUint(bytes))
  },

  synced (person, bytes, to, now) {
    const step = varUint(bytes)
    varUint(bytes)
    if (step === update) return person.update(bytes, position(), to, now)
    if (step === step2) return person.synced(bytes, position(), to, now)
    person.unnumbered++ // an empty reply is acknowledged like an update
    person.send(message(person.document, sync, step2, nothing))
  },

  acknowledged (person, isTaken, now) {
    if (!isTaken) return person.ended('an update was not taken')
    if (person.unnumbered > 0) person.unnumbered--
    else person.saved(person.savedTo + 1, now)
  },

  admitted (person, answer) {
    if (answer === authenticated) person.send(message(person.document, sync, step1, Uint8Array.of(0)))
    else if (answer === denied) person.ended('access was denied')
  }
})
