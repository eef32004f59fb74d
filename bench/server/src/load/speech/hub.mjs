// This server's hub: SignalR's MessagePack protocol, as much of it as a client of docs/protocols.md needs. Each message stands behind its
// length as a varuint: [1, headers, id, target, arguments] is a call, [3, headers, id, kind, result] a result, [6] a ping, [7, …] the end.
import { frame } from '../line.mjs'
import { byte, position, seek, skip, varUint } from './reading.mjs'
import { bytesOf, integer, list, nil, noHeaders, readAny, readInteger, readLength, readList, readText, text } from './messagepack.mjs'

const [call, result, ping, close] = [1, 3, 6, 7]
const textFrame = 1
const handshake = frame(Buffer.from('{"protocol":"messagepack","version":1}\x1e'), textFrame)

const behindLength = message => {
  const length = []
  for (let rest = message.length; ; rest >>>= 7) {
    length.push(rest < 128 ? rest : (rest & 127) | 128)
    if (rest < 128) return Buffer.concat([Buffer.from(length), message])
  }
}

const invoke = (id, target, ...args) => behindLength(list(integer(call), noHeaders, id, text(target), list(...args), list()))
const aPing = frame(behindLength(list(integer(ping))))

/** `prefix` stands before the names of documents. */
export const hub = prefix => ({
  tellsSaved: true,
  path: () => '/live',
  opened: person => person.sendFrame(handshake),
  push: (document, bytes, number) => invoke(nil, 'Push', text(prefix + document), integer(number), bytesOf(bytes)),
  aware: (document, bytes) => invoke(nil, 'Aware', text(prefix + document), bytesOf(bytes)),
  seed: (document, bytes, number) => invoke(nil, 'Reply', text(prefix + document), integer(number), bytesOf(bytes)),
  keepAlive: () => aPing,

  heard (person, bytes, from, to, now) {
    if (!person.isAccepted) return this.accepted(person, bytes.utf8Slice(from, to))
    for (let at = from; at < to;) {
      seek(at)
      const length = varUint(bytes)
      at = position() + length
      this.message(person, bytes, now)
    }
  },

  accepted (person, answer) {
    if (answer.includes('error')) return person.ended(answer)
    person.isAccepted = true
    person.send(invoke(text('join'), 'Join', text(prefix + person.document), bytesOf(Buffer.from([0]))))
  },

  message (person, bytes, now) {
    readList(bytes)
    const kind = byte(bytes)
    if (kind === ping) return
    if (kind === close) return person.ended('the hub closed the line')
    skip(1) // no headers
    if (kind === result) return this.joined(person, bytes, now)
    skip(1) // no invocation id
    const target = readText(bytes)
    readList(bytes)
    skip(readLength(bytes)) // the document
    if (target === 'Update') {
      const length = readLength(bytes)
      person.update(bytes, position(), position() + length, now)
    } else if (target === 'Aware') person.awareness()
    else if (target === 'Saved') person.saved(readInteger(bytes), now)
    else if (target === 'Resync') person.ended('the server asks for a resync')
    else if (target === 'Refused' || target === 'Closed') person.ended(`${target}: ${[readAny(bytes), readAny(bytes)]}`)
  },

  joined (person, bytes, now) {
    readText(bytes)
    const [, answer] = [byte(bytes), readAny(bytes)]
    if (!answer?.update) return person.ended(`not let in: ${JSON.stringify(answer)}`)
    person.synced(answer.update, 0, answer.update.length, now)
  }
})
