/** The hub's messages, as docs/protocols.md has them. */

export type Right = 'none' | 'observe' | 'comment' | 'edit' | 'facilitate'

export interface Refusal { code: string, message: string }

export interface JoinReply {
  refusal: Refusal | null
  term: number
  right: Right
  person: { id: string, name: string, colour: number }
  update: Uint8Array
  stateVector: Uint8Array
  awareness: Uint8Array | null
}

/** What the provider needs of a hub connection; SignalR's has it. */
export interface Hub {
  start(): Promise<void>
  stop(): Promise<void>
  invoke(method: string, ...args: unknown[]): Promise<unknown>
  send(method: string, ...args: unknown[]): Promise<void>
  on(method: string, handler: (...args: never[]) => void): void
  onclose(handler: (error?: Error) => void): void
}

/** What a document session listens to. */
export interface Session {
  readonly name: string
  /** True for a session whose document is being left: another one of the same document may take its place. */
  readonly isLeaving: boolean
  /** There is a line, or what came over it has a gap: join. */
  joinAgain(): void
  /** The line is gone, or the server holds no session any more. */
  lineCut(): void
  /** Another session took this one's place. */
  replaced(): void
  onUpdate(update: Uint8Array): void
  onAware(update: Uint8Array): void
  onSaved(number: number): void
  onStatus(retrying: boolean): void
  onRight(right: Right, reason: string): void
  onRefused(number: number, refusal: Refusal): void
  onClosed(refusal: Refusal): void
}

/** Refusals of the moment: nothing is wrong with what was sent. Keep it and come back. */
export const passes = (code: string): boolean => code === 'storage-unavailable' || code === 'rate-exceeded' || code === 'unknown-session'

/** Whether a right includes another. */
export const allows = (right: Right, needed: Right): boolean => order.indexOf(right) >= order.indexOf(needed)

const order: Right[] = ['none', 'observe', 'comment', 'edit', 'facilitate']
