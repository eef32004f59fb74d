/** A small seeded generator (mulberry32): numbers from 0 up to 1. */
export const seeded = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

export const below = (random, count) => Math.floor(random() * count)

/** Client ids as Yjs draws them: any number of 32 bits. */
export const clientIds = (random, count) => {
  const ids = new Set()
  while (ids.size < count) ids.add(1 + below(random, 4294967295))
  return [...ids]
}
