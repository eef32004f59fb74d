import { tick } from 'svelte'
import type { EditorApi, Learning } from '../editor/types.js'
import { notices } from '../lib/notices.svelte.js'
import { session } from '../lib/session.svelte.js'
import type { Planning } from '../plan/planning.svelte.js'
import type { Resource } from '../room/model.js'
import type { Room } from '../room/room.svelte.js'

export type Tab = 'comments' | 'resources' | 'questions'

/** Where a question belongs that somebody is about to ask. */
export interface Asking { quote: string, stepId: string | null }

/** What stands beside the text: comments, resources, questions; and what of them is open. */
export class Side implements Learning {
  tab = $state<Tab>('comments')
  /** The resource that is read. */
  reading = $state<string | null>(null)
  /** A resource is being added. */
  adding = $state(false)
  asking = $state.raw<Asking | null>(null)
  /** The caret where a resource is looked for. */
  picking = $state.raw<{ left: number, top: number, bottom: number } | null>(null)
  editor = $state.raw<EditorApi | null>(null)
  readonly openQuestions = $derived.by(() => (this.room.model?.questions ?? []).filter(({ closedAt }) => closedAt === null))

  /** `onshow` brings it into sight where it does not stand beside the text. */
  constructor(readonly room: Room, readonly planning: Planning, private readonly onshow: () => void) {}

  find(id: string | null): Resource | undefined { return this.room.model?.resources.find(resource => resource.id === id) }

  show(tab: Tab): void {
    this.tab = tab
    this.onshow()
  }

  resourceOf(id: string): Resource | undefined { return this.find(id) }
  mayAsk(): boolean { return this.room.mayComment }

  /** Opens a resource beside the text. That is drawing on it, and the group sees at which step. */
  open(id: string): void {
    if (!this.find(id)) return notices.tell('This resource is not kept here.')
    this.reading = id
    this.adding = false
    this.show('resources')
    void this.pull(id)
  }

  /** Opens the questions at one of them. */
  async showQuestion(id: string): Promise<void> {
    this.asking = null
    this.show('questions')
    await tick()
    document.getElementById(`question-${id}`)?.focus()
  }

  pick(): void {
    if (this.editor) this.picking = this.editor.caret()
  }

  ask(quote: string, stepId: string | null = quote === '' ? this.planning.current?.id ?? null : null): void {
    this.asking = { quote, stepId }
    this.show('questions')
  }

  cite(id: string): void {
    if (this.editor?.cite(id)) notices.tell('Marked as used here.')
    else notices.tell('Put the caret into the passage that it helped with, or select its words.')
  }

  private async pull(resourceId: string): Promise<void> {
    const stepId = this.planning.current?.id ?? null
    const me = session.me?.id
    // Once for each step is enough to know.
    if (!this.room.mayEdit || this.room.model?.pulls.some(pull => pull.by === me && pull.resourceId === resourceId && pull.stepId === stepId)) return
    await this.room.do({ type: 'pullResource', resourceId, stepId })
  }
}
