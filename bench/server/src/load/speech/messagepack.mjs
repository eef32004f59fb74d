// As much of MessagePack as the hub needs. Writing gives buffers; reading goes on where reading.mjs stands.
import { byte, position, seek, skip } from './reading.mjs'

const join = (head, bytes) => Buffer.concat([Buffer.from(head), bytes])

export const nil = Buffer.from([0xc0])
export const noHeaders = Buffer.from([0x80])

/** A list of at most 15, of what is written already. */
export const list = (...items) => Buffer.concat([Buffer.from([0x90 | items.length]), ...items])

export const integer = value => {
  if (value < 128) return Buffer.from([value])
  const bytes = Buffer.from([0xce, 0, 0, 0, 0])
  bytes.writeUInt32BE(value, 1)
  return bytes
}

export const text = value => {
  const bytes = Buffer.from(value)
  return join(bytes.length < 32 ? [0xa0 | bytes.length] : [0xd9, bytes.length], bytes)
}

export const bytesOf = value => {
  const length = value.length
  if (length < 256) return join([0xc4, length], value)
  return join(length < 65536 ? [0xc5, length >> 8, length & 255] : [0xc6, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255], value)
}

const big = (bytes, width) => {
  let value = 0
  for (let i = 0; i < width; i++) value = value * 256 + byte(bytes)
  return value
}

/** The number of items of a list. */
export const readList = bytes => {
  const head = byte(bytes)
  return head === 0xdc ? big(bytes, 2) : head & 15
}

/** Whole numbers, as far as the server sends them. */
export const readInteger = bytes => {
  const head = byte(bytes)
  return head < 0x80 ? head : big(bytes, 1 << (head & 3)) // 0xcc to 0xcf, 0xd0 to 0xd3 of positive numbers
}

/** Stands behind the head of bytes or text; returns how many follow. */
export const readLength = bytes => {
  const head = byte(bytes)
  if ((head & 0xe0) === 0xa0) return head & 31
  return big(bytes, 1 << ((head >= 0xd9 ? head - 0xd9 : head - 0xc4) & 3)) // 0xd9 to 0xdb text, 0xc4 to 0xc6 bytes
}

export const readText = bytes => {
  const length = readLength(bytes)
  const value = bytes.utf8Slice(position(), position() + length)
  skip(length)
  return value
}

/** Any value, for what comes seldom. */
export const readAny = bytes => {
  const head = bytes[position()]
  if (head === 0xc0 || head === 0xc2 || head === 0xc3) { skip(1); return [null, undefined, false, true][head - 0xc0] }
  if ((head & 0xf0) === 0x90 || head === 0xdc) return Array.from({ length: readList(bytes) }, () => readAny(bytes))
  if ((head & 0xf0) === 0x80) { skip(1); return Object.fromEntries(Array.from({ length: head & 15 }, () => [readText(bytes), readAny(bytes)])) }
  if ((head & 0xe0) === 0xa0 || (head >= 0xd9 && head <= 0xdb)) return readText(bytes)
  if (head >= 0xc4 && head <= 0xc6) {
    const length = readLength(bytes)
    const from = position()
    seek(from + length)
    return Buffer.from(bytes.subarray(from, from + length))
  }
  return readInteger(bytes)
}
