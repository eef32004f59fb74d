import { clock } from '../lib/clock.svelte.js'
import { cohorts, type PersonWork } from '../lib/cohorts.js'
import type { Room } from '../room/room.svelte.js'

/** What the members of a cohort's group are at in its workspaces, as the cohort knows it: asked for twice a minute while one looks. */
export class GroupWork {
  on = $state.raw(new Map<string, PersonWork>())
  /** The group's workspaces that were opened. */
  places = $state.raw<{ title: string, room: string }[]>([])

  constructor(private readonly room: Room) {
    $effect(() => {
      const cohort = room.model?.cohortId
      void clock.now
      if (cohort && document.visibilityState === 'visible') void this.load(cohort)
    })
  }

  private async load(cohort: string): Promise<void> {
    try {
      const { people, challenges } = await cohorts.read(cohort)
      this.on = new Map(people.flatMap(({ id, on }) => on ? [[id, on] as const] : []))
      this.places = challenges.flatMap(({ title, work }) => work.flatMap(({ groupId, room }) => room && groupId === this.room.model?.groupId ? [{ title, room }] : []))
    } catch {
      // It stands as it was last, and is asked for again.
    }
  }
}
