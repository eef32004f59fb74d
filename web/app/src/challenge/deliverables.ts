import { CalendarDays, ChartColumn, CircleUserRound, PenLine, type LucideIcon } from '@lucide/svelte'
import type { Deliverable } from '../editor/blocks/kinds.js'

/** What a workspace is to make, as something to choose from. */
export const deliverables: readonly { value: Deliverable, word: string, more: string, icon: LucideIcon }[] = [
  { value: 'free', icon: PenLine, word: 'Free text', more: 'an empty page' },
  { value: 'persona', icon: CircleUserRound, word: 'Buyer persona', more: 'who buys and why' },
  { value: 'campaign', icon: CalendarDays, word: 'Social campaign', more: 'posts with dates' },
  { value: 'report', icon: ChartColumn, word: 'Insight report', more: 'data into action' },
]

export const deliverableNamed = (value: Deliverable): (typeof deliverables)[number] => deliverables.find(each => each.value === value) ?? deliverables[0]!
