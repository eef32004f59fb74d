// Writes v1 updates by the grammar, without a document, for histories too long for an engine to type.
import * as encoding from 'lib0/encoding'

const ORIGIN = 0x80
const RIGHT = 0x40
const KEY = 0x20
const STRING = 4
const TYPE = 7
const ANY = 8

const writeId = (out, { client, clock }) => {
  encoding.writeVarUint(out, client)
  encoding.writeVarUint(out, clock)
}

/** A struct: { origin, right, parent: root name or id, key, text | map | any }. The parent is told only where neither neighbour is. */
const writeStruct = (out, { origin, right, parent, key, text, map, any }) => {
  const isTold = !origin && !right
  const kind = text !== undefined ? STRING : map ? TYPE : ANY
  encoding.writeUint8(out, kind | (origin ? ORIGIN : 0) | (right ? RIGHT : 0) | (isTold && key !== undefined ? KEY : 0))
  if (origin) writeId(out, origin)
  if (right) writeId(out, right)
  if (isTold) {
    encoding.writeVarUint(out, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(out, parent)
    else writeId(out, parent)
    if (key !== undefined) encoding.writeVarString(out, key)
  }
  if (text !== undefined) encoding.writeVarString(out, text)
  else if (map) encoding.writeVarUint(out, 1)
  else {
    encoding.writeVarUint(out, 1)
    encoding.writeAny(out, any)
  }
}

/** One update: of each client its structs from a clock on, and deleted ranges. `clients`: [{ client, clock, structs }]; `deleted`: [{ client, ranges: [[clock, length]] }]. */
export const update = (clients, deleted = []) => {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, clients.length)
  for (const { client, clock, structs } of clients) {
    encoding.writeVarUint(out, structs.length)
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, clock)
    for (const struct of structs) writeStruct(out, struct)
  }
  encoding.writeVarUint(out, deleted.length)
  for (const { client, ranges } of deleted) {
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, ranges.length)
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(out, clock)
      encoding.writeVarUint(out, length)
    }
  }
  return encoding.toUint8Array(out)
}
