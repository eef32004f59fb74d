import { untrack } from 'svelte'
import { allows, type Right } from '@reallearning/provider'
import { api, Problem, type Command, type PersonCard, type Room as RoomCard } from '../lib/api.js'
import { notices, sentence } from '../lib/notices.svelte.js'
import { session } from '../lib/session.svelte.js'
import { colourOf, rightNews } from '../lib/words.js'
import { Batch } from './heard/batch.js'
import { comings } from './heard/comings.js'
import type { Deed } from './heard/deeds.js'
import { factsOf, news } from './heard/facts.js'
import { LiveDocument } from './live-document.svelte.js'
import { peopleOf, readRoom, type RoomModel } from './model.js'
import { readPresence, withObservers, type Present } from './presence.svelte.js'

/** A room for screens: what people write, what the grain writes, who is here, and commands. */
export class Room {
  readonly content: LiveDocument
  readonly state: LiveDocument
  model = $state.raw<RoomModel | null>(null)
  people = $state.raw(new Map<string, PersonCard>())
  /** Who is here: whoever has a state on the line, and whoever watches as the grain has it. */
  readonly present = $derived.by(() => withObservers(this.aware, this.state.synced ? this.model?.observers ?? [] : [], this.people, session.me?.id ?? ''))
  card = $state.raw<RoomCard | null>(null)
  commanding = $state(0)
  private aware = $state.raw<Present[]>([])
  private readonly heard = new Batch(sentences => notices.hear(sentences), id => id === session.me?.id ? 'you' : this.nameOf(id))
  private facts = new Map<string, Deed>()
  private hasCome = false
  private known: Present[] = []
  private asking = false
  private askAgain = false
  private hadRight: Right | null = null
  private readonly asked = new Set<string>()

  constructor(readonly key: string) {
    this.content = new LiveDocument(`${key}/content`)
    this.state = new LiveDocument(`${key}/room`)
    $effect(() => this.followState())
    $effect(() => this.followPresence())
    $effect(() => this.followRight())
    $effect(() => this.hearPresence())
    $effect(() => { if (this.model) document.title = `${this.model.title || 'Untitled'} · RealLearning` })
    void this.loadCard()
  }

  /** The right that counts now: as the line tells it, else as it was when the room was opened. */
  get right(): Right { return this.content.right !== 'none' ? this.content.right : this.card?.right ?? 'none' }
  get mayEdit(): boolean { return allows(this.right, 'edit') }
  get mayComment(): boolean { return allows(this.right, 'comment') }
  get mayFacilitate(): boolean { return allows(this.right, 'facilitate') }

  nameOf(id: string): string {
    return id === session.me?.id ? session.me.name : this.people.get(id)?.name ?? this.present.find(person => person.id === id)?.name ?? 'Somebody'
  }

  colourOf(id: string): number {
    return this.people.get(id)?.colour ?? this.present.find(person => person.id === id)?.colour ?? (id === session.me?.id ? session.me.colour : 0)
  }

  /** Does a command; it is on disk when this is true. False, and the person was told, when it was not done. */
  async do(command: Command, id?: string): Promise<boolean> {
    return await this.ask(command, id) !== null
  }

  /** As `do`, with the answer; null where it was not done. */
  async ask(command: Command, id?: string): Promise<{ token: string | null } | null> {
    this.commanding++
    try {
      return await api.command(this.key, command, id)
    } catch (error) {
      notices.tell(sentence(error), 'error')
      return null
    } finally {
      this.commanding--
    }
  }

  async loadCard(): Promise<void> {
    try {
      this.card = await api.room(this.key)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }

  async loadPeople(): Promise<void> {
    this.askAgain = true
    if (this.asking) return
    this.asking = true
    while (this.askAgain) {
      this.askAgain = false
      try {
        this.people = new Map((await api.people(this.key)).map(person => [person.id, person]))
      } catch {
        // Names that are not known yet are asked for with the next change.
        this.asked.clear()
      }
    }
    this.asking = false
  }

  /** Somebody is spoken of: their names are asked for, once. */
  meet(ids: Iterable<string>): void {
    const strangers = [...ids].filter(id => !this.people.has(id) && !this.asked.has(id))
    strangers.forEach(id => this.asked.add(id))
    if (strangers.length > 0) void this.loadPeople()
  }

  /** Somebody else did this: it is read out with what others do in the same seconds. What was done before one came is not news. */
  hear(...deeds: Deed[]): void {
    if (this.hasCome) this.heard.add(...deeds)
  }

  destroy(): void {
    this.heard.destroy()
    this.content.destroy()
    this.state.destroy()
  }

  private followState(): () => void {
    const { doc } = this.state
    const read = (): void => {
      if (!doc.getMap('room').has('kind')) return
      this.model = readRoom(doc)
      this.meet(peopleOf(this.model))
      const facts = factsOf(this.model)
      this.hear(...news(this.facts, facts, session.me?.id ?? ''))
      this.facts = facts
    }
    doc.on('afterTransaction', read)
    read()
    return () => doc.off('afterTransaction', read)
  }

  /** Says so when the right changes while one looks. */
  private followRight(): void {
    const { right } = this.content
    if (right === 'none') return
    if (this.hadRight !== null && this.hadRight !== right) notices.tell(rightNews[right])
    else if (this.hadRight === null && right === 'observe') notices.announce('You observe. The others see that you are here.')
    this.hadRight = right
  }

  /** Without a line nobody else is seen here; that is not that they left. */
  private hearPresence(): void {
    const others = this.present.filter(({ isMe }) => !isMe)
    if (!this.content.synced || !this.state.synced) return
    const deeds = comings(this.known, others, !this.hasCome)
    this.hasCome = true
    this.known = others
    untrack(() => this.hear(...deeds))
  }

  private followPresence(): (() => void) | undefined {
    const awareness = this.content.provider?.awareness
    const me = session.me
    const { right } = this
    if (!awareness || !me) return
    // Also where no editor shows cursors one is here, and seen.
    if (!(awareness.getLocalState() as { user?: unknown } | null)?.user) awareness.setLocalStateField('user', { id: me.id, name: me.name, color: colourOf(me.colour) })
    const read = (): void => {
      const aware = readPresence(awareness, { ...me, right })
      if (JSON.stringify(aware) !== JSON.stringify(untrack(() => this.aware))) this.aware = aware
    }
    awareness.on('change', read)
    read()
    return () => awareness.off('change', read)
  }
}
