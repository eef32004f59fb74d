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
  joinAgain(): void
  lineCut(): void
  onUpdate(update: Uint8Array): void
  onAware(update: Uint8Array): void
  onSaved(number: number): void
  onStatus(retrying: boolean): void
  onRight(right: Right, reason: string): void
  onRefused(refusal: Refusal): void
  onClosed(refusal: Refusal): void
}

/** Whether a right includes another. */
export const allows = (right: Right, needed: Right): boolean => order.indexOf(right) >= order.indexOf(needed)

const order: Right[] = ['none', 'observe', 'comment', 'edit', 'facilitate']
