// Two stock clients edit one document at once, while somebody else does too; prints what both hold once everybody's words are there.
//   node together.mjs SERVER DOCUMENT WORDS OTHERS     (WORDS each; OTHERS words are awaited from elsewhere)
import { connect, sameState, until } from './client.mjs'

const [server, name, words, others] = process.argv.slice(2)
const clients = await Promise.all(['a', 'b'].map(() => connect(server, name, '')))
console.log('connected')
const total = 2 * +words + +others
const count = client => client.doc.getText('t').toString().split(' ').length - 1
await Promise.all(clients.map(async (client, which) => {
  const text = client.doc.getText('t')
  for (let i = 0; i < +words; i++) {
    text.insert(which ? 0 : text.length, `${'ab'[which]}${i} `)
    if (i % 5 === 0) await new Promise(resolve => setImmediate(resolve))
  }
}))
await until(() => clients.every(client => count(client) === total) && sameState(clients[0].doc, clients[1].doc), 'the clients did not become equal')
console.log(JSON.stringify({ text: clients[0].doc.getText('t').toString() }))
clients.forEach(client => client.close())
process.exit(0)
