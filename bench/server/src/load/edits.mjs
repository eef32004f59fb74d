// One keystroke is a Yjs v1 update of one character behind the writer's own last one. Such updates are written and read here by hand,
// so that the generator's work stays small beside the server's; anything else that arrives is read by npm yjs.
import * as Y from 'yjs'
import * as encoding from 'lib0/encoding'
import { byte, seek, skip, varUint } from './speech/reading.mjs'

/** The root that everybody types into. */
export const root = 'text'

const stringContent = 4 // ContentString
const hasOrigin = 0x80
const hasRightOrigin = 0x40

/** The update of a writer's character number `clock`. */
export const keystroke = (client, clock) => {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, 1) // one client
  encoding.writeVarUint(out, 1) // one struct
  encoding.writeVarUint(out, client)
  encoding.writeVarUint(out, clock)
  if (clock === 0) {
    encoding.writeUint8(out, stringContent)
    encoding.writeVarUint(out, 1) // the parent is a root, by name
    encoding.writeVarString(out, root)
  } else {
    encoding.writeUint8(out, stringContent | hasOrigin)
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, clock - 1)
  }
  encoding.writeVarString(out, String.fromCharCode(97 + clock % 26))
  encoding.writeVarUint(out, 0) // nothing deleted
  return encoding.toUint8Array(out)
}

/** An awareness update: where a writer's cursor is. */
export const cursor = (client, clock) => {
  const out = encoding.createEncoder()
  const state = { user: { name: `Person ${client}`, color: '#3366cc' }, cursor: { anchor: clock, head: clock } }
  encoding.writeVarUint(out, 1)
  encoding.writeVarUint(out, client)
  encoding.writeVarUint(out, clock + 1)
  encoding.writeVarString(out, JSON.stringify(state))
  return encoding.toUint8Array(out)
}

/** Tells `hearer.run(client, clock, length, now)` of each run of characters in an update at `from` to `to`. */
export const read = (bytes, from, to, hearer, now) => {
  seek(from)
  const clients = varUint(bytes)
  if (clients === 0) return
  const structs = varUint(bytes)
  if (clients > 1 || structs > 1) return readAny(bytes.subarray(from, to), hearer, now)
  const client = varUint(bytes)
  const clock = varUint(bytes)
  const info = byte(bytes)
  if ((info & 0x1f) !== stringContent) return readAny(bytes.subarray(from, to), hearer, now)
  if (info & hasOrigin) { varUint(bytes); varUint(bytes) }
  if (info & hasRightOrigin) { varUint(bytes); varUint(bytes) }
  if (!(info & (hasOrigin | hasRightOrigin)) && varUint(bytes) === 1) skip(varUint(bytes))
  hearer.run(client, clock, varUint(bytes), now) // all characters are ASCII: bytes are characters
}

const readAny = (update, hearer, now) => {
  for (const { id, length, content } of Y.decodeUpdate(update).structs) {
    if (content?.str) hearer.run(id.client, id.clock, length, now)
  }
}
