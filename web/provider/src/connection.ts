import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack'
import { Emitter } from './emitter.js'
import type { Hub, Refusal, Right, Session } from './wire.js'

export interface ConnectionOptions {
  /** A bearer token, asked for at each connect. Without it the browser's cookie says who calls. */
  token?: () => string | Promise<string>
  /** First wait before another try, in milliseconds; doubles up to `retryMsMax`. Default 200. */
  retryMs?: number
  /** Longest such wait. Default 5,000. */
  retryMsMax?: number
  /** Makes the hub connection; for tests. */
  hub?: () => Hub
}

export interface ConnectionEvents {
  status: { status: 'connecting' | 'connected' | 'disconnected' }
  'connection-close': { error?: Error }
  'connection-error': { error: Error }
}

/** One line to the server, shared by many documents. It is made when the first document wants it and tried again until nobody does. */
export class LiveConnection extends Emitter<ConnectionEvents> {
  status: 'connecting' | 'connected' | 'disconnected' = 'disconnected'
  private readonly sessions = new Map<string, Session>()
  private hub: Hub | null = null
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly url: string, private readonly options: ConnectionOptions = {}) {
    super()
    if (typeof window !== 'undefined') {
      window.addEventListener('online', this.hurry)
      window.addEventListener('offline', this.lost)
    }
  }

  /** Adds a document; connects, or lets it join where there is a line already. */
  attach(session: Session): void {
    this.sessions.set(session.name, session)
    if (this.status === 'connected') session.joinAgain()
    else this.hurry()
  }

  /** Takes a document out; with the last one the line is closed. */
  detach(session: Session): void {
    if (this.sessions.get(session.name) !== session) return
    this.sessions.delete(session.name)
    if (this.status === 'connected') void this.send('Leave', session.name)
    if (this.sessions.size === 0) this.close()
  }

  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.hub || this.status !== 'connected') throw new Error('There is no line.')
    return await this.hub.invoke(method, ...args) as T
  }

  /** Sends; false where the line is down, and then nothing was sent. */
  async send(method: string, ...args: unknown[]): Promise<boolean> {
    if (!this.hub || this.status !== 'connected') return false
    try {
      await this.hub.send(method, ...args)
      return true
    } catch {
      return false
    }
  }

  private readonly hurry = (): void => {
    if (this.status === 'disconnected' && this.sessions.size > 0) {
      clearTimeout(this.timer)
      void this.open()
    }
  }

  private readonly lost = (): void => {
    if (this.status === 'connected') void this.hub?.stop()
  }

  private async open(): Promise<void> {
    this.setStatus('connecting')
    const hub = this.options.hub?.() ?? this.newHub()
    this.listen(hub)
    this.hub = hub
    try {
      await hub.start()
    } catch (error) {
      if (this.hub !== hub) return
      this.emit('connection-error', { error: error as Error })
      this.ended(hub)
      return
    }
    if (this.hub !== hub) return void hub.stop()
    this.tries = 0
    this.setStatus('connected')
    for (const session of [...this.sessions.values()]) session.joinAgain()
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
    this.hub = null
    this.setStatus('disconnected')
    this.emit('connection-close', error ? { error } : {})
    for (const session of [...this.sessions.values()]) session.lineCut()
    if (this.sessions.size === 0) return
    // Jitter, so that a room does not come back as one.
    const wait = Math.min(this.options.retryMsMax ?? 5_000, (this.options.retryMs ?? 200) * 2 ** Math.min(this.tries++, 10))
    this.timer = setTimeout(this.hurry, wait * (0.5 + Math.random() / 2))
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
    hub.on('Refused', (name: string, _number: number, code: string, message: string) => to(name, session => session.onRefused({ code, message } satisfies Refusal)))
    hub.on('Closed', (name: string, code: string, message: string) => to(name, session => session.onClosed({ code, message })))
    hub.onclose(error => this.ended(hub, error))
  }

  private newHub(): Hub {
    const { token } = this.options
    return new HubConnectionBuilder()
      .withUrl(this.url, token ? { accessTokenFactory: async () => await token() } : {})
      .withHubProtocol(new MessagePackHubProtocol())
      .configureLogging(LogLevel.None)
      .build()
  }

  private setStatus(status: 'connecting' | 'connected' | 'disconnected'): void {
    if (this.status === status) return
    this.status = status
    this.emit('status', { status })
  }
}
