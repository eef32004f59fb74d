import type { AuthorsReply, Standing } from '../../lib/api.js'

export interface Author { standing: Standing | 'unknown', by: string | null, broughtBy: string | null }

export const UNKNOWN: Author = { standing: 'unknown', by: null, broughtBy: null }

/** Names an author in one word, for maps. */
export const keyOf = ({ standing, by, broughtBy }: Author): string => `${standing} ${by ?? ''} ${broughtBy ?? ''}`

interface Piece { from: number, to: number, author: Author }

/** Whose which ids are. What a person writes on, behind what is known, is taken as theirs until the server has been asked again. */
export class Ledger {
  private readonly pieces = new Map<number, Piece[]>()

  /** `asked`: of which ids the server has been asked. `me`: the client id under which this window writes. */
  constructor(reply: AuthorsReply, private readonly asked: ReadonlyMap<number, number>, private readonly me: { client: number, id: string } | null) {
    for (const { ranges, standing, by, broughtBy } of reply.authors) {
      const author: Author = { standing, by, broughtBy }
      for (let i = 0; i + 2 < ranges.length; i += 3) {
        const [client, clock, length] = [ranges[i]!, ranges[i + 1]!, ranges[i + 2]!]
        const known = this.pieces.get(client) ?? []
        this.pieces.set(client, known)
        known.push({ from: clock, to: clock + length, author })
      }
    }
    for (const known of this.pieces.values()) known.sort((a, b) => a.from - b.from)
  }

  /** Whether the server has not been asked of an id yet. */
  isNew(client: number, clock: number): boolean {
    return client !== this.me?.client && clock >= (this.asked.get(client) ?? 0)
  }

  /** Goes through a range of ids: each part of it with its author. */
  each(client: number, clock: number, length: number, tell: (length: number, author: Author) => void): void {
    const known = this.pieces.get(client) ?? []
    const end = clock + length
    for (let i = firstBehind(known, clock), at = clock; at < end;) {
      const piece = known[i]
      const to = Math.min(end, !piece ? end : piece.from > at ? piece.from : piece.to)
      tell(to - at, piece && piece.from <= at ? piece.author : this.guess(client, piece ? null : known.at(-1)))
      at = to
      if (piece && at >= piece.to) i++
    }
  }

  private guess(client: number, last: Piece | null | undefined): Author {
    if (client === this.me?.client) return { standing: 'verified', by: this.me.id, broughtBy: null }
    return last?.author.standing === 'verified' ? last.author : UNKNOWN
  }
}

/** The first piece that ends behind a clock. */
function firstBehind(pieces: readonly Piece[], clock: number): number {
  let low = 0, high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pieces[middle]!.to > clock) high = middle
    else low = middle + 1
  }
  return low
}
