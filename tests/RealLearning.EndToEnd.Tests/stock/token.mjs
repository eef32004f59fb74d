// Stock clients with tokens of one document: who may edit writes and is read, who may only observe writes and is closed.
//   node token.mjs SERVER DOCUMENT EDIT-TOKEN OBSERVE-TOKEN
import { answer, connect, until } from './client.mjs'

const [server, name, edit, observe] = process.argv.slice(2)
const text = client => client.doc.getText('t').toString()
const writer = await connect(server, name, edit)
const reader = await connect(server, name, observe)
const closes = []
reader.provider.on('connection-close', event => { if (event) closes.push({ code: event.code, reason: String(event.reason) }) })

writer.doc.getText('t').insert(0, 'taken')
await until(() => text(reader) === 'taken', 'the reader has not got what was written')
reader.doc.getText('t').insert(0, 'refused ')
await until(() => closes.length > 0, 'the reader was not closed')
writer.doc.getText('t').insert(5, ' too')
const fresh = await connect(server, name, observe)
await until(() => text(fresh).endsWith('too'), 'the writer does not write on')
answer({ closed: closes[0], text: text(fresh), writer: text(writer) })
