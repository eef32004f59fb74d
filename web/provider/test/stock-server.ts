import { createServer, type Server } from 'node:http'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'

const SYNC = 0

/** The least that y-websocket's provider needs of a server: one document for all, and everybody's messages to everybody. */
export class StockServer {
  readonly doc = new Y.Doc()
  private readonly http: Server = createServer()
  private readonly sockets = new Set<WebSocket>()

  async start(): Promise<string> {
    new WebSocket.Server({ server: this.http }).on('connection', socket => this.enter(socket))
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.toOthers(origin, message(encoder => writeUpdate(encoder, update))))
    await new Promise<void>(resolve => this.http.listen(0, '127.0.0.1', resolve))
    return `ws://127.0.0.1:${(this.http.address() as { port: number }).port}`
  }

  stop(): void {
    for (const socket of this.sockets) socket.terminate()
    this.http.close()
  }

  private enter(socket: WebSocket): void {
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      const bytes = new Uint8Array(data)
      const decoder = decoding.createDecoder(bytes)
      if (decoding.readVarUint(decoder) !== SYNC) return this.toOthers(socket, bytes)
      const reply = message(encoder => readSyncMessage(decoder, encoder, this.doc, socket))
      if (reply.byteLength > 1) socket.send(reply)
    })
    socket.send(message(encoder => writeSyncStep1(encoder, this.doc)))
  }

  private toOthers(from: unknown, bytes: Uint8Array): void {
    for (const socket of this.sockets) if (socket !== from) socket.send(bytes)
  }
}

function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  write(encoder)
  return encoding.toUint8Array(encoder)
}
