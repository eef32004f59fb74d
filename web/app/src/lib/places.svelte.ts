import { api, type VisitedRoom } from './api.js'
import { cohorts, type TodayCohort } from './cohorts.js'
import { sentence } from './notices.svelte.js'
import { session } from './session.svelte.js'

export interface Today { cohorts: TodayCohort[], rooms: VisitedRoom[] }

const KEPT = 'reallearning-today'

/** Where the person works: cohorts, groups, challenges and rooms. As it was last where the server is out of reach. */
class Places {
  today = $state.raw<Today | null>(null)
  problem = $state('')
  private of: string | null = null

  async load(): Promise<void> {
    const me = session.me!
    if (this.of !== me.id) this.today = null
    this.of = me.id
    try {
      const [{ cohorts: mine }, rooms] = await Promise.all([cohorts.today(), api.rooms()])
      const today = { cohorts: mine, rooms }
      if (session.me?.id !== me.id) return
      this.today = today
      this.problem = ''
      localStorage.setItem(KEPT, JSON.stringify({ of: me.id, today }))
    } catch (error) {
      this.problem = sentence(error)
      this.today ??= kept(me.id)
    }
  }
}

function kept(of: string): Today | null {
  const last = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as { of: string, today: Today } | null
  return last?.of === of ? last.today : null
}

export const places = new Places()
