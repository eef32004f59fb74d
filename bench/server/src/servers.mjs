// Who is measured: how each is started on a port with a folder of its own, and in which words it is spoken to.
import path from 'node:path'
import { hocuspocus } from './load/speech/hocuspocus.mjs'
import { hub } from './load/speech/hub.mjs'
import { yjs } from './load/speech/yjs.mjs'

const here = path.dirname(import.meta.dirname)
const root = path.resolve(here, '../..')

const realLearning = (port, folder) => [
  'dotnet', path.join(root, 'api/bin/Release/net10.0/RealLearning.Api.dll'), '--contentRoot', path.join(root, 'api'),
  `--urls=http://127.0.0.1:${port}`, `--Data=${folder}`, '--Access:Lab=true',
  '--Access:Demonstration=true', '--Access:SignInsPerMinute=100000' // for the scenario sign-ins
]
const yWebsocket = ['node', path.join(here, 'node_modules/@y/websocket-server/src/server.js')]

export const servers = {
  yjs: { says: 'RealLearning, `/yjs`', stores: 'every edit on disk before it is called saved', speech: () => yjs('/yjs/lab/'), command: realLearning },
  live: { says: 'RealLearning, `/live`', stores: 'the same, and tells its author', speech: () => hub('lab/'), command: realLearning },
  hocuspocus: {
    says: 'Hocuspocus',
    stores: 'SQLite, the whole document 2 to 10 s after an edit',
    speech: hocuspocus,
    command: (port, folder) => ['node', path.join(here, 'src/peers/hocuspocus.mjs'), String(port), path.join(folder, 'documents.sqlite')]
  },
  'y-websocket': {
    says: 'y-websocket',
    stores: 'nothing',
    speech: () => yjs('/'),
    command: () => yWebsocket,
    environment: port => ({ HOST: '127.0.0.1', PORT: String(port) })
  },
  'y-websocket-leveldb': {
    says: 'y-websocket, LevelDB',
    stores: 'every edit, without waiting for the disk',
    speech: () => yjs('/'),
    command: () => yWebsocket,
    environment: (port, folder) => ({ HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: path.join(folder, 'leveldb') })
  }
}

/** This server's doors. */
export const ours = ['yjs', 'live']

/** Those that stand in every table. */
export const usual = ['yjs', 'live', 'hocuspocus', 'y-websocket']
