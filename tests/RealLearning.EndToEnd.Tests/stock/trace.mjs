// Editing traces: the recorded format of josephg/editing-traces, or one made up here when no folder is given.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { seeded } from '../../../web/provider/test/writing.mjs'

export const load = (folder, name, limit, seed) => folder
  ? cut(JSON.parse(zlib.gunzipSync(fs.readFileSync(path.join(folder, `${name}.json.gz`)))), limit)
  : synthetic(limit, seed)

/** The first `limit` transactions; the end content is then whatever they give. */
const cut = (trace, limit) => !limit || limit >= trace.txns.length ? trace : { ...trace, txns: trace.txns.slice(0, limit), endContent: null }

/** Typing in runs, with jumps and deletions, as a person does. */
const synthetic = (count, seed) => {
  const random = seeded(seed)
  const txns = []
  let length = 0
  let at = 0
  for (let i = 0; i < count; i++) {
    if (random() < 0.02) at = Math.floor(random() * (length + 1))
    if (random() < 0.2 && at > 0) {
      txns.push({ patches: [[--at, 1, '']] })
      length--
    } else {
      txns.push({ patches: [[at++, 0, String.fromCharCode(97 + Math.floor(random() * 26))]] })
      length++
    }
  }
  return { startContent: '', endContent: null, txns }
}

/** Applies patches; positions count code points, Yjs counts UTF-16 units. */
export const patch = (text, patches) => {
  for (const [position, deleted, inserted] of patches) {
    const [from, to] = units(text, position, deleted)
    if (to > from) text.delete(from, to - from)
    if (inserted) text.insert(from, inserted)
  }
}

let isPlain = true
/** Says whether positions need to be converted at all. */
export const expectAstral = trace => { isPlain = !/[\ud800-\udfff]/.test(JSON.stringify(trace)) }

const units = (text, position, deleted) => {
  if (isPlain) return [position, position + deleted]
  const points = Array.from(text.toString())
  const from = points.slice(0, position).join('').length
  return [from, from + points.slice(position, position + deleted).join('').length]
}
