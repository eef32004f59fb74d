// Editing traces in the format of josephg/editing-traces, or one made up of the same shape where no folder is given.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { below, seeded } from '../random.mjs'

export const recorded = ['automerge-paper', 'rustcode', 'sveltecomponent', 'friendsforever']

export const read = (folder, name) => {
  const trace = JSON.parse(zlib.gunzipSync(fs.readFileSync(path.join(folder, `${name}.json.gz`))))
  if (/[\ud800-\udfff]/.test(JSON.stringify(trace.txns))) throw new Error(`${name}: positions of a trace count code points, which are UTF-16 units only without astral characters`)
  return trace
}

/**
 * Shaped like automerge-paper: 259,778 edits of one character, 30 in 100 of them deletions; typed in runs with corrections on the way, short
 * looks back, and a jump now and then. Seeded.
 */
export const synthetic = (count = 259778, seed = 1) => {
  const random = seeded(seed)
  const txns = []
  let [text, at] = [0, 0]
  while (txns.length < count) {
    if (random() < 0.25) at = below(random, text + 1)
    else if (random() < 0.5) at = Math.max(0, at - below(random, 40))
    const isDeleting = random() < 0.3
    for (let run = 1 + below(random, isDeleting ? 14 : 24); run > 0 && txns.length < count; run--) {
      if ((isDeleting || random() < 0.08) && at > 0) {
        txns.push({ patches: [[--at, 1, '']] })
        text--
      } else if (!isDeleting) {
        txns.push({ patches: [[at++, 0, ' etaoinshrdlu'[below(random, 13)]]] })
        text++
      }
    }
  }
  return { startContent: '', endContent: null, txns }
}
