import * as Y from 'yjs'
import { expect, vi } from 'vitest'
import { LiveProvider } from '../src/provider.js'
import { FakeServer, NAME, type Stream } from './fake-server.js'
import type { FakeLine } from './fake-line.js'
import { MemoryStore } from './memory-store.js'
import type { Random } from './random.js'

interface Tab { person: string, provider: LiveProvider, doc: Y.Doc, text: Y.Text, deleted: Y.ID[], isOpen: boolean, isRefused: boolean }

const FINAL = ['no-right', 'document-full', 'content-differs']
const PASSING = ['storage-unavailable', 'clock-gap', 'unknown-session', 'rate-exceeded']

/**
 * Some people with tabs and stores, a server, and lines that carry each message when they like. What people write are words that are there once, so
 * that it can be told what became of each.
 */
export class World {
  readonly server = new FakeServer()
  readonly log: string[] = []
  private readonly tabs: Tab[] = []
  private readonly stores = new Map<string, MemoryStore>([['ada', new MemoryStore()], ['bea', new MemoryStore()]])
  private readonly carried = new Map<FakeLine, Record<Stream, (() => void)[]>>()
  private readonly words = new Map<string, 'written' | 'touched' | 'given back'>()
  private nextWord = 0

  constructor(private readonly random: Random) {
    this.server.saves = false
    this.server.carry = (line, deliver, stream) => this.streamsOf(line)[stream].push(deliver)
    this.server.refusal = () => { const { refuses } = this.server; this.server.refuses = null; return refuses }
    this.open('ada')
    this.open('bea')
  }

  private get openTabs(): Tab[] { return this.tabs.filter(tab => tab.isOpen) }

  /** Something happens. */
  async step(): Promise<void> {
    const { random, server } = this
    const dice = random.next()
    if (dice < 0.34) for (let i = random.below(6); i >= 0; i--) this.deliver()
    else if (dice < 0.62) this.edit(random.of(this.openTabs))
    else if (dice < 0.72) this.do('save', () => server.document(NAME).save(NAME, random.chance(0.7) ? undefined : random.below(4)))
    else if (dice < 0.80) await this.pass(random.of([1, 20, 60, 300, 2_000]))
    else if (dice < 0.84 && server.lines.length > 0) this.do('cut a line', () => server.cut([random.of(server.lines)]))
    else if (dice < 0.855) this.do('cut all', () => server.cut())
    else if (dice < 0.875) this.do('mend', () => server.mend())
    else if (dice < 0.89) this.do('restart', () => server.restart())
    else if (dice < 0.905) this.do('move', () => server.move())
    else if (dice < 0.915) this.do('resync', () => server.tell('Resync', NAME))
    else if (dice < 0.925) this.do('refuse', () => { server.refuses = { code: random.of([...FINAL, ...PASSING, ...PASSING]), message: 'refused' } })
    else if (dice < 0.935) this.do('right', () => server.setRight(server.right === 'edit' && random.chance(0.5) ? 'observe' : 'edit'))
    else if (dice < 0.945) this.do('retrying', () => server.tell('Status', NAME, random.chance(0.5)))
    else if (dice < 0.955) this.do('close', () => { for (const [line, session] of server.document(NAME).sessions) if (random.chance(0.5)) { session.line.tell('Closed', NAME, random.of(['storage-unavailable', 'rate-exceeded', 'document-damaged']), 'closed'); server.document(NAME).leave(line, NAME) } })
    else if (dice < 0.965) await this.kill(random.of(this.openTabs))
    else if (dice < 0.975) this.leave(random.of(this.openTabs))
    else if (dice < 0.985 && this.openTabs.length < 5) this.open(random.of(['ada', 'bea']))
    else if (dice < 0.993) this.do('disconnect', () => random.of(this.openTabs).provider.disconnect())
    else this.do('connect', () => random.of(this.openTabs).provider.connect())
    this.reopen()
    this.check()
  }

  /** The network works, the server takes and saves everything, everybody has a tab: all is sent, and all are equal. */
  async settle(): Promise<void> {
    const { server } = this
    Object.assign(server, { refuses: null, saves: true })
    server.setRight('edit')
    server.mend()
    for (const person of this.stores.keys()) this.open(person)
    const isQuiet = (): boolean => this.openTabs.every(({ provider }) => provider.state === 'saved') && [...this.stores.values()].every(store => store.isEmpty)
    for (let rounds = 0; rounds < 300 && !isQuiet(); rounds++) {
      for (const tab of this.openTabs) if (tab.provider.state === 'closed' || tab.provider.status === 'disconnected') tab.provider.connect()
      while (this.deliver());
      await this.pass(100)
      this.reopen()
      this.check()
    }
    while (this.deliver());
    server.save()
    const states = this.openTabs.map(({ provider }) => `${provider.state} ${provider.unsyncedChanges}`)
    expect(new Set(states)).toEqual(new Set(['saved 0']))
    const texts = new Set([...this.openTabs.map(({ text }) => text.toString()), server.document(NAME).text(), server.document(NAME).disk.getText('t').toString()])
    expect(texts.size, [...texts].join('\n')).toBe(1)
    const [text] = texts
    for (const store of this.stores.values()) for (const { update } of await store.refused()) for (const word of wordsIn(update)) this.words.set(word, 'given back')
    expect([...this.words].filter(([word, fate]) => fate === 'written' && !text!.includes(word)).map(([word]) => word), 'lost').toEqual([])
    for (const tab of this.openTabs) tab.provider.destroy()
  }

  private open(person: string): void {
    this.log.push(`open ${person}`)
    const doc = Object.assign(new Y.Doc(), { clientID: 1 + this.random.below(2 ** 31) })
    const provider = new LiveProvider(this.server.connection(person, { retryMs: 50, retryMsMax: 1_000 }), NAME, doc, { store: this.stores.get(person)!, copyMs: 500 })
    const tab: Tab = { person, provider, doc, text: doc.getText('t'), deleted: [], isOpen: true, isRefused: false }
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.local) for (const [client, items] of transaction.deleteSet.clients) for (const { clock, len } of items) for (let i = 0; i < len; i++) tab.deleted.push(Y.createID(client, clock + i))
    })
    provider.on('state', () => this.check())
    provider.on('refused', refused => {
      this.log.push(`refused ${refused.code}`)
      tab.isRefused = true
    })
    this.tabs.push(tab)
  }

  /** What the page does after a refusal: a new document. */
  private reopen(): void {
    for (const tab of this.openTabs) {
      if (!tab.isRefused) continue
      tab.isOpen = false
      tab.provider.destroy()
      this.open(tab.person)
    }
  }

  private edit({ provider, text }: Tab): void {
    if (provider.state === 'refused') return
    const { random } = this
    const there = text.toString()
    const at = random.below(there.length + 1)
    const length = Math.min(there.length - at, 1 + random.below(5))
    // A word that is cut or deleted somewhere need not be there in the end.
    const touched = (from: number, to: number): void => {
      for (const { 0: word, index } of there.matchAll(/<\d+>/g)) if (index < to && from < index + word.length && this.words.get(word) === 'written') this.words.set(word, 'touched')
    }
    if (length === 0 || random.chance(0.7)) {
      const word = `<${this.nextWord++}>`
      this.log.push(`write ${word}`)
      for (const { 0: cut, index } of there.matchAll(/<\d+>/g)) if (index < at && at < index + cut.length) touched(index, index + 1)
      this.words.set(word, 'written')
      text.insert(at, word)
    } else {
      this.log.push(`delete ${there.slice(at, at + length)}`)
      touched(at, at + length)
      text.delete(at, length)
    }
  }

  private async kill(tab: Tab): Promise<void> {
    if (this.openTabs.length < 2) return
    this.log.push(`kill a tab of ${tab.person}`)
    // What the frame before brought is in the store; what this one brings would die with the tab.
    await this.pass(60)
    tab.isOpen = false
    tab.provider.connection.hurry = () => undefined
    this.server.cut(this.server.linesOf(tab.provider.connection))
    tab.provider.disconnect()
  }

  private leave(tab: Tab): void {
    if (this.openTabs.length < 2) return
    this.log.push(`leave a tab of ${tab.person}`)
    tab.isOpen = false
    tab.provider.destroy()
  }

  private deliver(): boolean {
    const waiting = [...this.carried].flatMap(([line, streams]) => Object.values(streams).filter(stream => stream.length > 0).map(stream => ({ line, stream })))
    if (waiting.length === 0) return false
    this.random.of(waiting).stream.shift()!()
    return true
  }

  private async pass(ms: number): Promise<void> {
    this.log.push(`pass ${ms}`)
    await vi.advanceTimersByTimeAsync(ms)
  }

  private do(what: string, act: () => void): void {
    this.log.push(what)
    act()
  }

  private streamsOf(line: FakeLine): Record<Stream, (() => void)[]> {
    if (!this.carried.has(line)) this.carried.set(line, { up: [], down: [], updates: [] })
    return this.carried.get(line)!
  }

  /** Whoever is told that all is saved has everything of theirs on disk: what they wrote, and what they deleted. */
  private check(): void {
    const { disk } = this.server.document(NAME)
    for (const { provider, doc, deleted, isOpen } of this.tabs) {
      if (!isOpen || provider.state !== 'saved') continue
      expect(Y.getState(disk.store, doc.clientID), 'saved, but not on disk').toBeGreaterThanOrEqual(Y.getState(doc.store, doc.clientID))
      for (const id of deleted) expect(Y.getState(disk.store, id.client) > id.clock && Y.getItem(disk.store, id).deleted, 'saved, but not deleted on disk').toBe(true)
    }
  }
}

const wordsIn = (update: Uint8Array): string[] =>
  Y.decodeUpdate(update).structs.flatMap(struct => struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str.match(/<\d+>/g) ?? [] : [])
