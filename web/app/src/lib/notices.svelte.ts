/** Something to do about a notice. */
export interface Remedy { word: string, do: () => void }
export interface Notice { id: number, text: string, kind: 'info' | 'error', remedy?: Remedy | undefined }

const INFO_MS = 6_000
const ERROR_MS = 12_000
const MOST = 3

/** Words to the person: `tell` shows them for a while; for screen readers alone are `announce`, of what they do themselves, and `hear`, of what others do: neither takes the other's place. */
class Notices {
  list = $state.raw<Notice[]>([])
  spoken = $state('')
  heard = $state('')
  private next = 0

  tell(text: string, kind: 'info' | 'error' = 'info', remedy?: Remedy): void {
    const id = this.next++
    this.list = [...this.list.filter(notice => notice.text !== text), { id, text, kind, remedy }].slice(-MOST)
    setTimeout(() => this.dismiss(id), kind === 'error' ? ERROR_MS : INFO_MS)
  }

  dismiss(id: number): void { this.list = this.list.filter(notice => notice.id !== id) }

  announce(text: string): void { this.spoken = again(text, this.spoken) }

  hear(text: string): void { this.heard = again(text, this.heard) }
}

/** The same sentence twice is another text to a screen reader, or it is read once. */
const again = (text: string, before: string): string => text === before ? `${text}\u00a0` : text

export const notices = new Notices()

/** What went wrong, in a sentence. */
export const sentence = (error: unknown): string => error instanceof Error ? error.message : 'That did not work.'
