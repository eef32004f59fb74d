import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from 'y-protocols/awareness'
import { attempt } from './emitter.js'
import { Frames } from './frames.js'

interface Changes { added: number[], updated: number[], removed: number[] }

/**
 * Who is here. The server knows when somebody leaves and says so; y-protocols' own clock, which forgets whoever was silent for 30 seconds,
 * would make everybody with a hidden tab come and go, since browsers hold a hidden tab's timers back. So others are never forgotten by that clock.
 */
export class Presence {
  private readonly frames = new Frames(() => this.tell())
  /** What was told last, if anything: a removal is worth telling only then. */
  private isKnown = false

  /** `send` takes an awareness update to the server; false where that is not possible now. */
  constructor(private readonly awareness: Awareness, private readonly send: (update: Uint8Array) => boolean) {
    awareness.on('update', this.onUpdate)
  }

  receive(update: Uint8Array): void { attempt(() => applyAwarenessUpdate(this.awareness, update, this)) }

  /** Tells the server who is here, under a higher clock than the one that others saw leave. */
  announce(): void {
    const state = this.awareness.getLocalState()
    if (state === null) return
    this.awareness.setLocalState(state)
    this.frames.flush()
  }

  /** Tells the server that nobody is here any more, while the own state stays for the day that the page comes back. */
  leave(): void {
    this.frames.cancel()
    if (this.isKnown) this.send(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID], new Map()))
    this.isKnown = false
  }

  /** The line is gone: nobody else is here. Their clocks are forgotten too, so that the next list of the server counts. */
  clear(): void {
    this.frames.cancel()
    this.isKnown = false
    const { awareness } = this
    const others = [...awareness.getStates().keys()].filter(client => client !== awareness.clientID)
    removeAwarenessStates(awareness, others, this)
    for (const client of [...awareness.meta.keys()]) if (client !== awareness.clientID) awareness.meta.delete(client)
  }

  destroy(): void {
    this.frames.cancel()
    this.awareness.off('update', this.onUpdate)
  }

  private tell(): void {
    const { awareness } = this
    const isHere = awareness.getLocalState() !== null
    if (!isHere && !this.isKnown) return
    if (this.send(encodeAwarenessUpdate(awareness, [awareness.clientID]))) this.isKnown = isHere
  }

  private readonly onUpdate = ({ added, updated, removed }: Changes, origin: unknown): void => {
    const { awareness } = this
    for (const client of [...added, ...updated]) {
      const meta = awareness.meta.get(client)
      if (client !== awareness.clientID && meta) awareness.meta.set(client, { clock: meta.clock, lastUpdated: Infinity })
    }
    const isOwn = origin === this ? removed.includes(awareness.clientID) : [...added, ...updated, ...removed].includes(awareness.clientID)
    if (isOwn) this.frames.request()
  }
}
