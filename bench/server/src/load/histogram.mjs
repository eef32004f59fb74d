// Milliseconds in steps of 1 µs up to 4 ms, then ever wider ones of 1/64: no quantile is off by more than that.
const fineMs = 4
const fine = fineMs * 1000
const steps = 64
const octaves = 16

export class Histogram {
  #counts = new Uint32Array(fine + steps * octaves)
  count = 0
  max = 0

  add (ms, times = 1) {
    this.#counts[index(ms)] += times
    this.count += times
    if (ms > this.max) this.max = ms
  }

  /** The value that a share of all values does not exceed, in milliseconds; null where there are none. */
  quantile (share) {
    if (this.count === 0) return null
    const rank = Math.ceil(this.count * share)
    let seen = 0
    for (let i = 0; i < this.#counts.length; i++) {
      seen += this.#counts[i]
      if (seen >= rank) return round(Math.min(value(i), this.max))
    }
    return round(this.max)
  }
}

const index = ms => {
  if (ms < fineMs) return Math.max(0, Math.floor(ms * 1000))
  const octave = Math.min(octaves - 1, Math.floor(Math.log2(ms / fineMs)))
  const within = Math.min(steps - 1, Math.floor((ms / (fineMs * 2 ** octave) - 1) * steps))
  return fine + octave * steps + within
}

const value = i => {
  if (i < fine) return (i + 0.5) / 1000
  const octave = Math.floor((i - fine) / steps)
  return fineMs * 2 ** octave * (1 + ((i - fine) % steps + 0.5) / steps)
}

export const round = (number, digits = 3) => +number.toFixed(digits)

/** A share of an array's values, by rank. */
export const quantileOf = (values, share) => {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)])
}
