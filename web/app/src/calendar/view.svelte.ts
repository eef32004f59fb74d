import { session } from '../lib/session.svelte.js'

export type View = 'text' | 'calendar'

const keyOf = (room: string): string => `reallearning-view ${session.me?.id ?? ''} ${room}`

/** How somebody looks at a room's posts, as they left it in this browser. */
export class Viewing {
  view = $state<View>('text')

  constructor(private readonly room: string) { if (localStorage.getItem(keyOf(room)) === 'calendar') this.view = 'calendar' }

  show(view: View): void {
    this.view = view
    if (view === 'calendar') localStorage.setItem(keyOf(this.room), view)
    else localStorage.removeItem(keyOf(this.room))
  }
}
