/** Words to the person: `tell` shows them for a while, `announce` is for screen readers alone. */
export interface Notice { id: number, text: string, kind: 'info' | 'error' }

class Notices {
  list = $state.raw<Notice[]>([])
  spoken = $state('')
  private next = 0

  tell(text: string, kind: 'info' | 'error' = 'info'): void {
    const id = this.next++
    this.list = [...this.list.filter(notice => notice.text !== text), { id, text, kind }].slice(-3)
    setTimeout(() => this.dismiss(id), kind === 'error' ? 12_000 : 5_000)
  }

  dismiss(id: number): void { this.list = this.list.filter(notice => notice.id !== id) }

  announce(text: string): void { this.spoken = text }
}

export const notices = new Notices()

/** What went wrong, in a sentence. */
export const sentence = (error: unknown): string => error instanceof Error ? error.message : 'That did not work.'
