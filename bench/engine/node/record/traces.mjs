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
 * Shaped like automerge-paper: 259,778 edits of one character, three in ten of them deletions; runs of typing (29 on average) and of deleting (17),
 * and a jump before every second run. Seeded.
 */
export const synthetic = (count = 259778, seed = 1) => {
  const random = seeded(seed)
  const txns = []
  let [length, at] = [0, 0]
  while (txns.length < count) {
    if (random() < 0.5) at = below(random, length + 1)
    const isDeleting = random() < 0.41
    for (let run = 1 + below(random, isDeleting ? 34 : 58); run > 0 && txns.length < count; run--) {
      if (!isDeleting) txns.push({ patches: [[at++, 0, ' etaoinshrdlu'[below(random, 13)]]] })
      else if (at > 0) txns.push({ patches: [[--at, 1, '']] })
      else break
      length += isDeleting ? -1 : 1
    }
  }
  return { startContent: '', endContent: null, txns }
}
