// What a fresh stock client gets: its text and its state vector.   node fresh.mjs SERVER TOKEN|- DOCUMENT
import { connect, stateVectorText } from './client.mjs'

const [server, token, name] = process.argv.slice(2)
const client = await connect(server, name, token === '-' ? '' : token)
console.log(JSON.stringify({ text: client.doc.getText('t').toString(), stateVector: stateVectorText(client.doc) }))
client.close()
process.exit(0)
