import { Activity, CalendarCheck2, GraduationCap, MessagesSquare, Route, Users, UsersRound, type LucideIcon } from '@lucide/svelte'
import type { Deliverable } from '../editor/blocks/kinds.js'
import { deliverableNamed } from '../challenge/deliverables.js'
import type { Sign } from './nav.js'

const signs = { today: CalendarCheck2, challenges: Route, cohorts: GraduationCap, people: Users, group: UsersRound, session: MessagesSquare, confidence: Activity }

export const iconOf = (sign: Sign): LucideIcon => sign in signs ? signs[sign as keyof typeof signs] : deliverableNamed(sign as Deliverable).icon
