import { Problem } from '../lib/api.js'
import { cohorts, type Cohort, type CohortCommand } from '../lib/cohorts.js'
import { notices, sentence } from '../lib/notices.svelte.js'

/** A cohort on the screen. What is asked for is seen once the server has done it. */
export class CohortRoom {
  cohort = $state.raw<Cohort | null>(null)
  problem = $state('')
  /** It does not exist, or not for this person. */
  unknown = $state(false)
  busy = $state(false)
  /** Changes asked for so far, and those that the server has not answered. */
  private asked = 0
  private waiting = 0

  constructor(readonly id: string) { void this.load() }

  get isTutor(): boolean { return this.cohort?.role === 'tutor' }

  async load(): Promise<void> {
    const asked = this.asked
    try {
      const cohort = await cohorts.read(this.id)
      // A change that is under way may be on the screen and not in this yet; it reads when it is done.
      if (asked === this.asked && this.waiting === 0) this.cohort = cohort
      this.problem = ''
    } catch (error) {
      this.unknown = error instanceof Problem && error.code === 'unknown-document'
      this.problem = sentence(error)
    }
  }

  /** What the server answers to a command; null where it was refused, which is said then. */
  async do(command: CohortCommand): Promise<{ token: string | null } | null> {
    this.busy = true
    this.asked++
    this.waiting++
    try {
      const answer = await cohorts.command(this.id, command).finally(() => { this.waiting-- })
      await this.load()
      return answer
    } catch (error) {
      notices.tell(sentence(error), 'error')
      return null
    } finally {
      this.busy = false
    }
  }

  /** Somebody goes to a group at once; back where they were if the server refuses. */
  async place(personId: string, groupId: string | null): Promise<void> {
    const before = this.cohort!
    const from = before.people.find(({ id }) => id === personId)?.groupId ?? null
    if (from === groupId) return
    this.cohort = {
      ...before,
      people: before.people.map(person => person.id === personId ? { ...person, groupId } : person),
      groups: before.groups.map(group => ({ ...group, members: group.members + Number(group.id === groupId) - Number(group.id === from) })),
    }
    if (await this.do({ type: 'placeMember', personId, groupId })) return
    this.cohort = before
    await this.load()
  }
}
