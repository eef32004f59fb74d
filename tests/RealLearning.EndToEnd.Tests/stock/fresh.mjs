// What a fresh stock client gets: its text and its whole state.   node fresh.mjs SERVER TOKEN|- DOCUMENT
import { answer, connect, stateOf } from './client.mjs'

const [server, token, name] = process.argv.slice(2)
const client = await connect(server, name, token === '-' ? '' : token)
client.close()
answer({ text: client.doc.getText('t').toString(), state: stateOf(client.doc) })
