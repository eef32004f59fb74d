// The client's side of a WebSocket (RFC 6455) on a bare socket: no copies, no events, one clock reading for each read. All lines of the
// process read into one buffer, since a read is dealt with before the next begins.
import net from 'node:net'
import { randomBytes } from 'node:crypto'

const buffer = Buffer.allocUnsafeSlow(256 << 10)
const mask = Buffer.from([0x5a, 0x13, 0xc4, 0x2f])
const binary = 2

/** A client's frame around a message. */
export const frame = (message, opcode = binary) => {
  const length = message.length
  const header = length < 126 ? 2 : length < 65536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(header + 4 + length)
  bytes[0] = 0x80 | opcode
  if (header === 2) bytes[1] = 0x80 | length
  else if (header === 4) { bytes[1] = 0x80 | 126; bytes.writeUInt16BE(length, 2) } else { bytes[1] = 0x80 | 127; bytes.writeBigUInt64BE(BigInt(length), 2) }
  mask.copy(bytes, header)
  for (let i = 0; i < length; i++) bytes[header + 4 + i] = message[i] ^ mask[i & 3]
  return bytes
}

/** One connection. `owner` has `opened()`, `heard(bytes, from, to, now)` and `ended(reason)`. */
export class Line {
  #socket
  #owner
  #rest = [] // the beginning of a frame that is not there whole, in the pieces that came
  #restBytes = 0
  #wantedBytes = 0
  #isUpgraded = false
  #parts = []

  constructor (port, path, owner) {
    this.#owner = owner
    this.#socket = net.connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: { buffer, callback: (count, bytes) => { this.#take(bytes.subarray(0, count)); return true } }
    })
    this.#socket.on('connect', () => this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`))
    this.#socket.on('error', error => this.#end(error.code ?? error.message))
    this.#socket.on('close', () => this.#end('the server closed the line'))
  }

  send (frame) { this.#socket.write(frame) }

  close () {
    this.#owner = null
    this.#socket.destroy()
  }

  #end (reason) {
    const owner = this.#owner
    this.#owner = null
    owner?.ended(reason)
  }

  #take (read) {
    const now = performance.now()
    let bytes = read
    if (this.#restBytes > 0) {
      this.#keep(read)
      if (this.#restBytes < this.#wantedBytes) return
      bytes = Buffer.concat(this.#rest, this.#restBytes)
      this.#rest = []
      this.#restBytes = 0
    }
    this.#wantedBytes = 0
    let at = this.#isUpgraded ? 0 : this.#upgrade(bytes)
    while (this.#isUpgraded && this.#owner && at < bytes.length) {
      const next = this.#frame(bytes, at, now)
      if (next === at) break
      at = next
    }
    if (at < bytes.length) this.#keep(bytes.subarray(at))
  }

  #keep (bytes) {
    this.#rest.push(Buffer.from(bytes))
    this.#restBytes += bytes.length
  }

  /** Where the handshake's answer ends, or 0 while it has not arrived. */
  #upgrade (bytes) {
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    const status = bytes.latin1Slice(9, 12)
    if (status !== '101') {
      this.#end(`the handshake was answered with ${status}`)
      return bytes.length
    }
    this.#isUpgraded = true
    this.#owner.opened()
    return end + 4
  }

  /** Deals with the frame at `at`; returns where it ends, or `at` while it is not there whole. */
  #frame (bytes, at, now) {
    if (at + 2 > bytes.length) return at
    let length = bytes[at + 1] & 0x7f
    let from = at + 2
    if (length === 126) {
      if (at + 4 > bytes.length) return at
      length = bytes.readUInt16BE(from)
      from += 2
    } else if (length === 127) {
      if (at + 10 > bytes.length) return at
      length = Number(bytes.readBigUInt64BE(from))
      from += 8
    }
    const to = from + length
    if (to > bytes.length) {
      this.#wantedBytes = to - at
      return at
    }
    this.#message(bytes[at] & 15, (bytes[at] & 0x80) !== 0, bytes, from, to, now)
    return to
  }

  #message (opcode, isLast, bytes, from, to, now) {
    if (opcode === 9) return this.send(frame(bytes.subarray(from, to), 10))
    if (opcode === 8) return this.#end(`closed with ${to > from ? bytes.readUInt16BE(from) : 'no code'}: ${bytes.utf8Slice(from + 2, to)}`)
    if (opcode === 10) return
    if (isLast && this.#parts.length === 0) return this.#owner.heard(bytes, from, to, now)
    this.#parts.push(Buffer.from(bytes.subarray(from, to)))
    if (!isLast) return
    const whole = Buffer.concat(this.#parts)
    this.#parts = []
    this.#owner.heard(whole, 0, whole.length, now)
  }
}
