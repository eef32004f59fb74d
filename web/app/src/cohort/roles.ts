import type { CohortRole } from '../lib/cohorts.js'

/** What somebody is in a cohort, and what that means to them. */
export const roles: readonly { value: CohortRole, word: string, more: string, does: string }[] = [
  { value: 'learner', word: 'Learner', more: 'works in a group', does: 'work with a group on real challenges' },
  { value: 'tutor', word: 'Tutor', more: 'runs the cohort, sees all of it', does: 'run this cohort with the others who do, and see all its work' },
  { value: 'client', word: 'Client', more: 'reads what groups show, answers them', does: 'read what the groups show you, and answer what they ask' },
  { value: 'judge', word: 'Judge', more: 'from outside, reads what groups show', does: 'come from outside and read what the groups show' },
]

export const roleWord = (role: CohortRole): string => roles.find(({ value }) => value === role)!.word
