/** Typed events: a name and the arguments that its listeners get. A listener that throws does not keep the others from hearing. */
export class Emitter<Events extends { [K in keyof Events]: unknown[] }> {
  private readonly listeners: { [K in keyof Events]?: Set<(...args: Events[K]) => void> } = {}

  /** Listens; returns what stops it. */
  on<K extends keyof Events>(name: K, listener: (...args: Events[K]) => void): () => void {
    (this.listeners[name] ??= new Set()).add(listener)
    return () => this.off(name, listener)
  }

  once<K extends keyof Events>(name: K, listener: (...args: Events[K]) => void): () => void {
    const off = this.on(name, (...args) => { off(); listener(...args) })
    return off
  }

  off<K extends keyof Events>(name: K, listener: (...args: Events[K]) => void): void {
    this.listeners[name]?.delete(listener)
  }

  protected emit<K extends keyof Events>(name: K, ...args: Events[K]): void {
    for (const listener of [...(this.listeners[name] ?? [])]) attempt(() => listener(...args))
  }

  protected silence(): void { for (const name in this.listeners) delete this.listeners[name] }
}

/** Does something of somebody else's; an error there is told to the page as an uncaught one and changes nothing here. */
export function attempt(act: () => void): void {
  try {
    act()
  } catch (error) {
    queueMicrotask(() => { throw error })
  }
}
