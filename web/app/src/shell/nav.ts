import type { Deliverable } from '../editor/blocks/kinds.js'
import type { Me } from '../lib/api.js'
import type { TodayCohort } from '../lib/cohorts.js'

export type Sign = Deliverable | 'today' | 'challenges' | 'cohorts' | 'people' | 'group' | 'session' | 'confidence'
/** A place to go to. `short`: its name where there is room for a word; null where it is not in the bar of a phone. */
export interface Place { href: string, name: string, short: string | null, sign: Sign }
export interface Section { title: string | null, places: Place[] }

const SESSIONS_MAX = 5

/** The places of a person, for the column at the left and the bar of a phone. */
export function sectionsOf(all: readonly TodayCohort[], me: Me): Section[] {
  const learns = all.filter(({ role }) => role === 'learner')
  const isTutor = me.roles.includes('tutor')
  const isAdministrator = me.roles.includes('administrator')
  const challenges = learns.flatMap(cohort => cohort.challenges.map(({ work, title, deliverable }) => ({ href: `/${work[0]?.room ?? `cohort/${cohort.id}`}`, name: title, sign: deliverable })))
  const groups = learns.flatMap(({ id, group }) => group ? [{ href: `/${group.room ?? `cohort/${id}`}`, name: group.title, sign: 'group' as const }] : [])
  const sittings = learns.flatMap(({ challenges }) => challenges.flatMap(({ sessions }) => sessions)).slice(0, SESSIONS_MAX)
  const sections: Section[] = [
    { title: null, places: [
      { href: '/', name: 'Today', short: 'Today', sign: 'today' },
      ...(isTutor ? [{ href: '/challenges', name: 'Challenges', short: 'Challenges', sign: 'challenges' as const }] : []),
      ...(isTutor || all.length > 0 ? [{ href: '/cohorts', name: 'Cohorts', short: 'Cohorts', sign: 'cohorts' as const }] : []),
      ...(learns.length > 0 ? [{ href: '/confidence', name: 'How sure I feel', short: null, sign: 'confidence' as const }] : []),
      ...(isAdministrator ? [{ href: '/site', name: 'People', short: 'People', sign: 'people' as const }] : []),
    ] },
    { title: 'My challenges', places: challenges.map((place, i) => ({ ...place, short: i === 0 ? 'Challenge' : null })) },
    { title: 'My group', places: groups.map((place, i) => ({ ...place, short: i === 0 ? 'Group' : null })) },
    { title: 'Critique sessions', places: sittings.map(({ room, title }) => ({ href: `/${room}`, name: title, short: null, sign: 'session' as const })) },
    { title: 'My cohorts', places: all.map(({ id, title }) => ({ href: `/cohort/${id}`, name: title, short: null, sign: 'cohorts' as const })) },
  ]
  return sections.filter(({ places }) => places.length > 0)
}
