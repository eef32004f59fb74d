// Two stock clients write one document at once, and others with them; prints what each holds once it has everything of everybody.
//   node together.mjs SERVER DOCUMENT WRITERS ROUNDS SEED     (WRITERS: all of them, also elsewhere)
import { writeTogether } from '../../../web/provider/test/writing.mjs'
import { answer, connect, stateOf } from './client.mjs'

const [server, name, writers, rounds, seed] = process.argv.slice(2)
const states = await Promise.all(['a', 'b'].map(async (writer, i) => {
  const client = await connect(server, name, '')
  await writeTogether(client.doc, writer, +writers, +rounds, +seed + i)
  client.close()
  return stateOf(client.doc)
}))
answer({ states })
