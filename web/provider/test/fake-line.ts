import type { LiveConnection } from '../src/connection.js'
import type { Hub } from '../src/wire.js'
import type { FakeServer } from './fake-server.js'

type Handler = (...args: unknown[]) => void

/** A hub connection to a fake server. */
export class FakeLine implements Hub {
  isOpen = false
  connection: LiveConnection | null = null
  private readonly handlers = new Map<string, Handler>()
  private onEnd: (error?: Error) => void = () => undefined

  constructor(private readonly server: FakeServer, readonly person: string) {}

  async start(): Promise<void> {
    await new Promise<void>(resolve => this.server.carry(this, resolve, 'up'))
    if (this.server.failure) throw this.server.failure
    this.isOpen = true
    this.server.lines.push(this)
  }

  async stop(): Promise<void> {
    await Promise.resolve()
    this.end()
  }

  async invoke(method: string, ...args: unknown[]): Promise<unknown> {
    if (method !== 'Join') throw new Error(`unknown ${method}`)
    const [name, stateVector] = args as [string, Uint8Array]
    return await new Promise((resolve, reject) => {
      const answer = (): void => {
        if (!this.isOpen) return reject(new Error('The line ended.'))
        const reply = this.server.join(this, name, stateVector)
        this.server.carry(this, () => this.isOpen ? resolve(reply) : reject(new Error('The line ended.')), 'down')
      }
      queueMicrotask(() => this.server.carry(this, answer, 'up'))
    })
  }

  async send(method: string, ...args: unknown[]): Promise<void> {
    if (!this.isOpen) throw new Error('The line ended.')
    this.server.carry(this, () => { if (this.isOpen) this.take(method, args) }, 'up')
  }

  on(method: string, handler: (...args: never[]) => void): void { this.handlers.set(method, handler as Handler) }

  onclose(handler: (error?: Error) => void): void { this.onEnd = handler }

  /** Tells the client something. */
  tell(method: string, ...args: unknown[]): void {
    this.server.carry(this, () => { if (this.isOpen) this.handlers.get(method)?.(...args) }, method === 'Update' || method === 'Aware' ? 'updates' : 'down')
  }

  end(error?: Error): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.server.lines = this.server.lines.filter(line => line !== this)
    for (const [name, document] of this.server.documents) document.leave(this, name)
    this.onEnd(error)
  }

  private take(method: string, args: unknown[]): void {
    const [name] = args as [string]
    const document = this.server.document(name)
    const session = document.sessions.get(this)
    if (method === 'Leave') document.leave(this, name)
    else if (method !== 'Aware') this.server.push(this, method, name, args[1] as number, args[2] as Uint8Array)
    else if (session) document.aware(session, name, args[1] as Uint8Array)
  }
}
