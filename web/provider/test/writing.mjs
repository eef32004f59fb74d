// One of several who write a text at once; the same in a page as in Node.

/** Numbers from 0 to below 1 that a seed decides: mulberry32. */
export const seeded = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const EDITS = 5

/**
 * Writes and deletes in rounds. Nobody begins a round before they have everybody's last one, and nobody yields within one, so that what is written
 * in a round is written at once by all. Resolves when this document has everything of everybody.
 */
export const writeTogether = async (doc, name, writers, rounds, seed) => {
  const random = seeded(seed)
  const text = doc.getText('t')
  const done = doc.getMap('rounds')
  for (let round = 1; round <= rounds; round++) {
    for (let i = 0; i < EDITS; i++) {
      const at = Math.floor(random() * (text.length + 1))
      if (random() < 0.3) text.delete(at, Math.min(3, text.length - at))
      else text.insert(at, `${name}${round} `)
    }
    done.set(name, round)
    await until(doc, () => [...done.values()].filter(reached => reached >= round).length === writers)
  }
}

const until = (doc, condition) => new Promise(resolve => {
  const look = () => {
    if (!condition()) return
    doc.off('update', look)
    resolve()
  }
  doc.on('update', look)
  look()
})
