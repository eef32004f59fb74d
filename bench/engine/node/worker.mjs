// One row by one engine: `worker.mjs ENGINE OUT KIND FOLDER ARGUMENTS…`. Writes the bytes to check into OUT, and one line of JSON.
import fs from 'node:fs'
import { open } from './engines.mjs'
import { kinds } from './rows.mjs'

const [engineName, out, kind, folder, ...args] = process.argv.slice(2)
const { state, result, ...measured } = kinds[kind](await open(engineName), folder, ...args.map(arg => /^\d+$/.test(arg) ? Number(arg) : arg))
if (state) fs.writeFileSync(out, state)
console.log(JSON.stringify(measured))
