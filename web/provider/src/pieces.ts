import * as Y from 'yjs'

type Update = ReturnType<typeof Y.decodeUpdate>
type Struct = Update['structs'][number]
interface Chunk { client: number, clock: number, isGap: boolean, bytes: Uint8Array }

/** An update cannot be cut to the size that the server takes. */
export class TooLargeError extends Error {}

/** Room for what stands around structs, in bytes. */
const AROUND = 64

/**
 * An update as several that carry the same together, none larger than `bytesMax`: first what was written, in the order of each client's clock, then
 * what was deleted. Text is cut too; where something else is too large by itself it throws a TooLargeError.
 */
export function pieces(update: Uint8Array, bytesMax: number): Uint8Array[] {
  if (update.byteLength <= bytesMax) return [update]
  const { structs, ds } = Y.decodeUpdate(update)
  const room = bytesMax - AROUND
  const written = split(chunksOf(structs, room), chunk => chunk.bytes.byteLength + AROUND, room).map(chunks => encode(chunks, []))
  const ranges = [...ds.clients].flatMap(([client, items]) => items.map(({ clock, len }) => ({ client, clock, len })))
  const deleted = split(ranges, () => 32, room).map(part => encode([], part))
  return [...written, ...deleted]
}

function chunksOf(structs: Struct[], room: number): Chunk[] {
  return structs.flatMap(struct => cut(struct, room)).map(struct => {
    const encoder = new Y.UpdateEncoderV1()
    struct.write(encoder as never, 0)
    const bytes = encoder.toUint8Array()
    if (bytes.byteLength > room) throw new TooLargeError('Something in this change is larger than the server takes.')
    return { client: struct.id.client, clock: struct.id.clock, isGap: struct instanceof Y.Skip, bytes }
  })
}

/** A long text as several structs in a row, none cut inside a surrogate pair. */
function cut(struct: Struct, room: number): Struct[] {
  // A unit of UTF-16 takes at most three bytes.
  const lengthMax = Math.floor((room - AROUND) / 3)
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString) || struct.length <= lengthMax) return [struct]
  const { client, clock } = struct.id
  const text = struct.content.str
  const parts: Struct[] = []
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + lengthMax)
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--
    const origin = from === 0 ? struct.origin : Y.createID(client, clock + from - 1)
    parts.push(new Y.Item(Y.createID(client, clock + from), null, origin, null, struct.rightOrigin, struct.parent as never, struct.parentSub, new Y.ContentString(text.slice(from, to))))
    from = to
  }
  return parts
}

function split<T>(items: T[], sizeOf: (item: T) => number, room: number): T[][] {
  const parts: T[][] = []
  let size = Infinity
  for (const item of items) {
    size += sizeOf(item)
    if (size > room) {
      parts.push([])
      size = sizeOf(item)
    }
    parts.at(-1)!.push(item)
  }
  return parts
}

/** Writes an update of v1: clients with their structs, then the ranges that are deleted. */
function encode(chunks: Chunk[], deleted: { client: number, clock: number, len: number }[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  // In version 1 all of these are one and the same variable-length number.
  const number = (value: number): void => encoder.writeClient(value)
  const clients = group(chunks).map(([client, rows]) => [client, withoutGapsAtEnds(rows)] as const).filter(([, rows]) => rows.length > 0)
  number(clients.length)
  const parts: Uint8Array[] = []
  let start = 0
  const flush = (): void => { const all = encoder.toUint8Array(); parts.push(all.slice(start)); start = all.byteLength }
  for (const [client, rows] of clients) {
    number(rows.length)
    number(client)
    number(rows[0]!.clock)
    flush()
    parts.push(...rows.map(row => row.bytes))
  }
  const ranges = group(deleted)
  number(ranges.length)
  for (const [client, rows] of ranges) {
    number(client)
    number(rows.length)
    for (const { clock, len } of rows) { number(clock); number(len) }
  }
  flush()
  return concat(parts)
}

function group<T extends { client: number }>(items: T[]): [number, T[]][] {
  const groups = new Map<number, T[]>()
  for (const item of items) { const known = groups.get(item.client); if (known) known.push(item); else groups.set(item.client, [item]) }
  return [...groups].sort(([a], [b]) => b - a)
}

function withoutGapsAtEnds(chunks: Chunk[]): Chunk[] {
  const first = chunks.findIndex(chunk => !chunk.isGap)
  const last = chunks.findLastIndex(chunk => !chunk.isGap)
  return first < 0 ? [] : chunks.slice(first, last + 1)
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) { whole.set(part, at); at += part.byteLength }
  return whole
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00
