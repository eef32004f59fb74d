import { challenges, type Challenge, type ChallengeText } from '../lib/challenges.js'
import { Problem } from '../lib/api.js'
import { sentence } from '../lib/notices.svelte.js'
import { session } from '../lib/session.svelte.js'
import { merge, type Clash, type Side } from './merge.js'
import { sendable } from './sendable.js'

const PAUSE_MS = 700
const AGAIN_MS = 5_000
/** Refusals that say nothing about the text. */
const PASSING = new Set(['offline', 'storage-unavailable', 'http-502', 'http-503'])
const KEPT = 'reallearning-draft '

/** What this browser keeps of a text that the server has not got yet. `base` is what both had last. */
interface Kept { of: string, base: ChallengeText, text: ChallengeText }

/** A challenge while its author writes it: saved shortly after each change, one save at a time. */
export class Draft {
  head = $state.raw<Challenge>(null!)
  text = $state<ChallengeText>(null!)
  state = $state<'saved' | 'saving' | 'waiting' | 'clash'>('saved')
  /** Why it waits. */
  problem = $state('')
  clashes = $state.raw<Clash[]>([])

  private base: ChallengeText
  private theirs: Challenge | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private saving: Promise<void> | null = null

  constructor(challenge: Challenge) {
    this.head = challenge
    this.text = structuredClone(challenge.text)
    this.base = sendable(challenge.text)
    const kept = JSON.parse(localStorage.getItem(KEPT + challenge.id) ?? 'null') as Kept | null
    if (kept?.of !== session.me?.id) return
    this.base = kept!.base
    this.text = kept!.text
    this.meet(challenge)
  }

  /** There is something that the server has not got. */
  get isBehind(): boolean { return JSON.stringify(sendable(this.text)) !== JSON.stringify(this.base) }

  /** Called whenever the text may have changed. */
  note(): void {
    if (!this.isBehind) return this.rest()
    this.keep()
    if (this.state === 'clash') return
    if (this.state === 'saved') this.state = 'saving'
    this.after(PAUSE_MS)
  }

  /** Saves at once what is not saved yet. True where the server has it all. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    await this.saving
    if (this.isBehind && this.state !== 'clash') await (this.saving = this.save().finally(() => { this.saving = null }))
    this.rest()
    return !this.isBehind
  }

  /** What was changed was changed back: there is nothing to save any more. */
  private rest(): void {
    if (this.isBehind || this.saving || this.state === 'clash') return
    this.state = 'saved'
    localStorage.removeItem(KEPT + this.head.id)
  }

  /** Ends a clash: whose words stay, place by place. */
  settle(picks: Readonly<Record<string, Side>>): void {
    if (!this.theirs) return
    const { text } = merge(this.base, sendable(this.text), sendable(this.theirs.text), picks)
    this.take(this.theirs, text)
    void this.flush()
  }

  async publish(): Promise<boolean> {
    if (!await this.flush()) return false
    this.head = await challenges.publish(this.head.id, this.head.revision)
    return true
  }

  async share(shared: boolean): Promise<void> { this.head = await challenges.share(this.head.id, shared) }

  end(): void { void this.flush() }

  private after(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), ms)
  }

  private async save(): Promise<void> {
    const sent = sendable(this.text)
    this.state = 'saving'
    try {
      this.head = await challenges.save(this.head.id, this.head.revision, sent)
      this.base = sent
      if (this.isBehind) this.note()
    } catch (error) {
      if (error instanceof Problem && error.code === 'edit-conflict') return this.meetTheirs()
      this.wait(error)
    }
  }

  private async meetTheirs(): Promise<void> {
    try {
      this.meet(await challenges.read(this.head.id))
    } catch (error) {
      this.wait(error)
    }
  }

  private wait(error: unknown): void {
    this.state = 'waiting'
    this.problem = sentence(error)
    if (error instanceof Problem && PASSING.has(error.code)) this.after(AGAIN_MS)
  }

  /** Somebody saved in between. Places that only one of both changed are brought together; for the others the person is asked. */
  private meet(theirs: Challenge): void {
    const { text, clashes } = merge(this.base, sendable(this.text), sendable(theirs.text))
    this.clashes = clashes
    if (clashes.length > 0) {
      this.theirs = theirs
      this.state = 'clash'
    } else this.take(theirs, text)
  }

  private take(theirs: Challenge, text: ChallengeText): void {
    this.head = theirs
    this.base = sendable(theirs.text)
    this.theirs = null
    this.clashes = []
    this.state = 'saved'
    if (JSON.stringify(text) !== JSON.stringify(sendable(this.text))) this.text = structuredClone(text)
    this.note()
  }

  private keep(): void {
    const kept: Kept = { of: session.me!.id, base: this.base, text: $state.snapshot(this.text) }
    localStorage.setItem(KEPT + this.head.id, JSON.stringify(kept))
  }
}
