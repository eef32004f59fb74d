import { UNDONE_BY, type Deed, type What } from './deeds.js'
import { sentencesOf } from './sentences.js'

/** How long what others do is gathered from the first on before it is read out, in milliseconds. */
export const BATCH_MS = 4_000

/** Who goes on writing in the same place is not read out again within this time. */
export const AGAIN_MS = 60_000

/** Gathers what others do and tells it together, so that thirty who come are one sentence; nothing is told while nothing happens. */
export class Batch {
  private deeds = new Map<string, Deed>()
  private readonly told = new Map<string, number>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly tell: (sentences: string) => void, private readonly nameOf: (id: string) => string) {}

  add(...deeds: Deed[]): void {
    for (const deed of deeds) if (!this.undo(deed)) this.deeds.set(keyOf(deed), deed)
    if (this.deeds.size > 0) this.timer ??= setTimeout(() => this.speak(), BATCH_MS)
  }

  destroy(): void { clearTimeout(this.timer) }

  /** True where it takes back what was not told yet. */
  private undo({ what, of }: Deed): boolean {
    const undone = [...this.deeds].filter(([, deed]) => deed.of === of && UNDONE_BY[what]?.includes(deed.what))
    for (const [key] of undone) this.deeds.delete(key)
    return undone.length > 0
  }

  private speak(): void {
    this.timer = undefined
    const now = Date.now()
    for (const [key, at] of this.told) if (now - at >= AGAIN_MS) this.told.delete(key)
    const deeds = [...this.deeds].filter(([key]) => !this.told.has(key)).map(([, deed]) => deed)
    for (const [key, { what }] of this.deeds) if (GOES_ON.includes(what) && !this.told.has(key)) this.told.set(key, now)
    this.deeds = new Map()
    if (deeds.length > 0) this.tell(sentencesOf(deeds, this.nameOf))
  }
}

/** What has no end that could be told. */
const GOES_ON: readonly What[] = ['text']

const keyOf = ({ what, by, of, to }: Deed): string => `${what} ${by} ${of} ${to ?? ''}`
