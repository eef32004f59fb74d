import { Emitter } from './emitter.js'
import { newHub, NotSignedInError } from './hub.js'
import { watchPage } from './page.js'
import type { Hub, Right, Session } from './wire.js'

export interface ConnectionOptions {
  /** A bearer token, asked for at each connect. Without it the browser's cookie says who calls. */
  token?: () => string | Promise<string>
  /** First wait before another try, in milliseconds; doubles up to `retryMsMax`, with jitter. Default 200. */
  retryMs?: number
  /** Longest such wait. A line that did not last as long counts as a failed try. Default 5,000. */
  retryMsMax?: number
  /** How long one try may take, in milliseconds. Default 10,000. */
  connectMsMax?: number
  /** How long a line without documents is kept for the next one, in milliseconds. Default 2,000. */
  idleMs?: number
  /** Makes the hub connection; for tests. */
  hub?: () => Hub
}

export type Status = 'connecting' | 'connected' | 'disconnected'

export interface ConnectionEvents {
  status: [{ status: Status }]
  'connection-close': [{ error?: Error }]
  'connection-error': [{ error: Error }]
}

/** One line to the server, shared by many documents. It is made when the first document wants it and tried again until nobody does. */
export class LiveConnection extends Emitter<ConnectionEvents> {
  status: Status = 'disconnected'
  private readonly sessions = new Map<string, Session>()
  private hub: Hub | null = null
  private tries = 0
  private strangers = 0
  private openedAt = 0
  private numbers = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private unwatch: (() => void) | undefined

  constructor(private readonly url: string, private readonly options: ConnectionOptions = {}) { super() }

  /** A number for a push: never given twice, so that a late word about an earlier session of a document settles nothing of this one. */
  nextNumber(): number { return ++this.numbers }

  /** How long to wait before try number `tries`; with jitter, so that a room does not come back as one. */
  backoff(tries: number): number {
    const wait = Math.min(this.options.retryMsMax ?? 5_000, (this.options.retryMs ?? 200) * 2 ** Math.min(tries, 16))
    return wait * (0.5 + Math.random() / 2)
  }

  /** Adds a document; connects, or lets it join where there is a line already. Throws where the document is open here. */
  attach(session: Session): void {
    const known = this.sessions.get(session.name)
    if (known && known !== session && !known.isLeaving) throw new Error(`${session.name} is open on this connection already. Destroy that provider first.`)
    this.unwatch ??= this.watch()
    this.sessions.set(session.name, session)
    if (known && known !== session) known.replaced()
    this.strangers = 0
    if (this.status === 'disconnected') return this.hurry()
    if (this.status !== 'connected') return
    clearTimeout(this.timer)
    session.joinAgain()
  }

  /** Takes a document out; after the last one the line is closed. */
  detach(session: Session): void {
    if (this.sessions.get(session.name) !== session) return
    this.sessions.delete(session.name)
    if (this.status === 'connected') void this.send('Leave', session.name)
    if (this.sessions.size > 0) return
    this.unwatch = void this.unwatch?.()
    clearTimeout(this.timer)
    if (this.status !== 'connected') this.close()
    else this.timer = setTimeout(() => this.close(), this.options.idleMs ?? 2_000)
  }

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.hub || this.status !== 'connected') throw new Error('There is no line.')
    return await this.hub.invoke(method, ...args) as T
  }

  /** Sends; where the line is down nothing is sent, and its sessions are told that it is down. */
  async send(method: string, ...args: unknown[]): Promise<void> {
    if (this.hub && this.status === 'connected') await this.hub.send(method, ...args).catch(() => undefined)
  }

  /** Tries at once instead of at the end of the wait. A try that hangs is given up for a new one. */
  hurry(): void {
    if (this.sessions.size === 0 || this.status === 'connected') return
    const hanging = this.hub
    this.hub = null
    void hanging?.stop().catch(() => undefined)
    this.open()
  }

  private open(): void {
    clearTimeout(this.timer)
    this.setStatus('connecting')
    const hub = this.options.hub?.() ?? newHub(this.url, this.options.token)
    this.hub = hub
    this.listen(hub)
    this.timer = setTimeout(() => this.failed(hub, new Error('The server did not answer in time.')), this.options.connectMsMax ?? 10_000)
    hub.start().then(() => this.opened(hub), (error: Error) => this.failed(hub, error))
  }

  private opened(hub: Hub): void {
    if (this.hub !== hub) return void hub.stop().catch(() => undefined)
    clearTimeout(this.timer)
    this.openedAt = performance.now()
    this.strangers = 0
    this.setStatus('connected')
    for (const session of [...this.sessions.values()]) session.joinAgain()
  }

  private failed(hub: Hub, error: Error): void {
    if (this.hub !== hub) return
    this.emit('connection-error', { error })
    // Once may be a token that has just expired; then another is asked for.
    if (error instanceof NotSignedInError && ++this.strangers > 1) {
      for (const session of [...this.sessions.values()]) session.onClosed({ code: 'not-signed-in', message: 'You are not signed in any more.' })
    }
    this.ended(hub, error)
    void hub.stop().catch(() => undefined)
  }

  private close(): void {
    clearTimeout(this.timer)
    const hub = this.hub
    this.hub = null
    this.setStatus('disconnected')
    void hub?.stop().catch(() => undefined)
  }

  private ended(hub: Hub, error?: Error): void {
    if (this.hub !== hub) return
    clearTimeout(this.timer)
    this.hub = null
    if (this.status === 'connected' && performance.now() - this.openedAt > (this.options.retryMsMax ?? 5_000)) this.tries = 0
    this.setStatus('disconnected')
    this.emit('connection-close', error ? { error } : {})
    for (const session of [...this.sessions.values()]) session.lineCut()
    if (this.sessions.size > 0 && this.hub === null) this.timer = setTimeout(() => this.hurry(), this.backoff(this.tries++))
  }

  /** A network that comes or goes, and a tab that is looked at again, say more than timers that browsers hold back. */
  private watch(): () => void {
    return watchPage({
      online: () => this.hurry(),
      offline: () => { if (this.status === 'connected') void this.hub?.stop().catch(() => undefined) },
      seen: () => { if (this.status === 'disconnected') this.hurry() },
    })
  }

  private listen(hub: Hub): void {
    const to = (name: string, act: (session: Session) => void): void => {
      const session = this.sessions.get(name)
      if (session && this.hub === hub) act(session)
    }
    hub.on('Update', (name: string, update: Uint8Array) => to(name, session => session.onUpdate(update)))
    hub.on('Aware', (name: string, update: Uint8Array) => to(name, session => session.onAware(update)))
    hub.on('Saved', (name: string, number: number) => to(name, session => session.onSaved(number)))
    hub.on('Status', (name: string, retrying: boolean) => to(name, session => session.onStatus(retrying)))
    hub.on('Right', (name: string, right: Right, reason: string) => to(name, session => session.onRight(right, reason)))
    hub.on('Resync', (name: string) => to(name, session => session.joinAgain()))
    hub.on('Refused', (name: string, number: number, code: string, message: string) => to(name, session => session.onRefused(number, { code, message })))
    hub.on('Closed', (name: string, code: string, message: string) => to(name, session => session.onClosed({ code, message })))
    hub.onclose(error => this.ended(hub, error))
  }

  private setStatus(status: Status): void {
    if (this.status === status) return
    this.status = status
    this.emit('status', { status })
  }
}
