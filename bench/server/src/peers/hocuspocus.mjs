// Hocuspocus with its SQLite extension, everything as it comes.   node hocuspocus.mjs PORT FILE
import { Server } from '@hocuspocus/server'
import { SQLite } from '@hocuspocus/extension-sqlite'

const [port, database] = process.argv.slice(2)
const server = new Server({ port: +port, address: '127.0.0.1', quiet: true, extensions: [new SQLite({ database })], onAuthenticate: async () => ({}) })
await server.listen()
