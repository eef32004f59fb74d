import { vi } from 'vitest'

/** A window and a document without a browser: what the provider hears of them can be played. */
export class FakePage {
  readonly window = this.counted(new EventTarget())
  private readonly document = this.counted(Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  listening = 0

  constructor() {
    vi.stubGlobal('window', this.window)
    vi.stubGlobal('document', this.document)
  }

  show(visible: boolean): void {
    this.document.visibilityState = visible ? 'visible' : 'hidden'
    this.document.dispatchEvent(new Event('visibilitychange'))
  }

  private counted<T extends EventTarget>(target: T): T {
    const { addEventListener, removeEventListener } = target
    target.addEventListener = (...args) => { this.listening++; addEventListener.apply(target, args) }
    target.removeEventListener = (...args) => { this.listening--; removeEventListener.apply(target, args) }
    return target
  }
}
