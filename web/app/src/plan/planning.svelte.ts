import { tick } from 'svelte'
import { newId } from '../lib/api.js'
import { notices } from '../lib/notices.svelte.js'
import { session } from '../lib/session.svelte.js'
import type { Present } from '../room/presence.svelte.js'
import type { Room } from '../room/room.svelte.js'
import { watchDone } from './done.js'
import { currentOf, groupsOf } from './groups.js'
import { addStep, moveStep, readPlan, removeStep, restoreStep, setOwner, setStep, STATES, STEPS_MAX, watchPlan, type Step, type StepState } from './plan.js'
import { neighbour, type Target } from './way.js'

export const stateWords: Record<StepState, string> = { todo: 'Not begun', doing: 'Under way', done: 'Done' }

/** What one presses for the next state. */
export const nextWords: Record<StepState, string> = { todo: 'Begin', doing: 'Done', done: 'Open again' }

/** The plan of a room for screens: its steps, who is on which, and what this person does with them. */
export class Planning {
  steps = $state.raw<Step[]>([])
  readonly groups = $derived.by(() => groupsOf(this.steps, this.room.model?.milestones ?? []))
  readonly done = $derived.by(() => this.steps.filter(({ state }) => state === 'done').length)
  /** Who said that they are on a step, by step. */
  readonly here = $derived.by(() => {
    const here = new Map<string, Present[]>()
    for (const person of this.room.present) if (person.step) here.set(person.step, [...here.get(person.step) ?? [], person])
    return here
  })
  readonly said = $derived.by(() => this.room.present.find(({ isMe }) => isMe)?.step ?? null)
  readonly current = $derived.by(() => currentOf(this.steps, session.me?.id ?? '', this.said))

  constructor(readonly room: Room) {
    $effect(() => {
      const { doc } = room.content
      const read = (): void => { this.steps = readPlan(doc) }
      read()
      return watchPlan(doc, read)
    })
    $effect(() => {
      const { doc, provider } = room.content
      if (provider?.awareness && session.me) return watchDone(doc, provider.awareness, session.me.id, deeds => room.hear(...deeds))
    })
    $effect(() => room.meet(this.steps.flatMap(({ owners }) => owners)))
    $effect(() => {
      const kept = localStorage.getItem(this.key)
      if (kept && room.mayEdit) room.content.provider?.awareness?.setLocalStateField('step', kept)
    })
  }

  /** A step's title, for words about it; null where there is none of that id. */
  titleOf(id: string | null): string | null { return this.steps.find(step => step.id === id)?.title ?? null }

  add(title: string): boolean {
    if (this.steps.length >= STEPS_MAX) {
      notices.tell(`A plan has at most ${STEPS_MAX} steps. Take some away that are done.`)
      return false
    }
    return addStep(this.doc, newId(), title, null)
  }

  /** Says which step this person is on, to everybody who is here; null is none. */
  say(id: string | null): void {
    if (id) localStorage.setItem(this.key, id)
    else localStorage.removeItem(this.key)
    this.room.content.provider?.awareness?.setLocalStateField('step', id)
  }

  /** Who begins a step is on it; who finished it is not. */
  setState(step: Step, state: StepState): void {
    if (!setStep(this.doc, step.id, { state })) return
    if (state === 'doing') this.say(step.id)
    else if (this.said === step.id) this.say(null)
    notices.announce(`${step.title}: ${stateWords[state]}`)
  }

  next(step: Step): void { this.setState(step, STATES[(STATES.indexOf(step.state) + 1) % STATES.length]!) }

  rename(step: Step, title: string): void { setStep(this.doc, step.id, { title }) }

  setDue(step: Step, due: string | null): void { setStep(this.doc, step.id, { due }) }

  setOwner(step: Step, person: string, owns: boolean): void { setOwner(this.doc, step.id, person, owns) }

  moveTo(id: string, { milestoneId, before }: Target): void { moveStep(this.doc, id, milestoneId, before) }

  /** One place up or down; tells where it stands then. */
  async move(step: Step, direction: -1 | 1): Promise<void> {
    const target = neighbour(this.groups, step.id, direction)
    if (!target) return
    this.moveTo(step.id, target)
    await tick()
    const shown = this.groups.flatMap(({ steps }) => steps)
    notices.announce(`${step.title}: ${shown.findIndex(({ id }) => id === step.id) + 1} of ${shown.length}`)
  }

  remove(step: Step): void {
    const gone = removeStep(this.doc, step.id)
    if (!gone) return
    if (this.said === step.id) this.say(null)
    notices.tell(`“${gone.title}” was taken from the plan.`, 'info', { word: 'Undo', do: () => restoreStep(this.doc, gone) })
  }

  private get doc() { return this.room.content.doc }
  private get key(): string { return `reallearning-step ${session.me?.id ?? ''} ${this.room.key}` }
}
