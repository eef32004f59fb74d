// Makes the recordings that are not there yet: `record.mjs FOLDER TRACES|- NAME…`. Everything is written by npm yjs, with seeds.
import crypto from 'node:crypto'
import fs from 'node:fs'
import * as Y from 'yjs'
import { has, writeBytes, writeJson, writeMany } from '../files.mjs'
import { seeded } from '../random.mjs'
import { rich } from './rich.mjs'
import { shapes } from './shapes.mjs'
import { concurrent, sequential, thousandClients } from './texts.mjs'
import * as traces from './traces.mjs'

const [folder, traceFolder, ...names] = process.argv.slice(2)
const traced = name => traceFolder === '-' ? traces.synthetic() : traces.read(traceFolder, name)

const makers = {
  keystrokes: () => sequential(folder, 'keystrokes', traced('automerge-paper')),
  rustcode: () => sequential(folder, 'rustcode', traced('rustcode')),
  sveltecomponent: () => sequential(folder, 'sveltecomponent', traced('sveltecomponent')),
  friendsforever: () => concurrent(folder, 'friendsforever', traced('friendsforever')),
  rich: () => rich(folder, 'rich', recorder => recorder.v1.length >= 26000),
  'rich-large': () => rich(folder, 'rich-large', (_, doc, step) => step % 500 === 0 && Y.encodeStateAsUpdate(doc).length >= 500_000),
  clients: () => thousandClients(folder, 'clients')
}

/** `flat-SHAPE-SIZE` */
const shape = name => {
  const [, kind, size] = name.split('-')
  const { base, updates, text } = shapes[kind](Number(size), 20_000, seeded(3))
  writeBytes(folder, `${name}.base`, base)
  writeMany(folder, `${name}.updates`, updates)
  writeJson(folder, `${name}.json`, { text: text && crypto.createHash('sha256').update(text).digest('hex') })
}

fs.mkdirSync(folder, { recursive: true })
for (const name of names.filter(name => !has(folder, `${name}.json`))) {
  console.error(`recording ${name}`)
  if (name.startsWith('flat-')) shape(name)
  else makers[name]()
}
