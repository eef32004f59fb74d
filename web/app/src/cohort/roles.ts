import type { CohortRole } from '../lib/cohorts.js'

/** What somebody is in a cohort, and what that means to them. */
export const roles: readonly { value: CohortRole, word: string, more: string, does: string }[] = [
  { value: 'learner', word: 'Learner', more: 'works in a group', does: 'work with a group on real challenges' },
  { value: 'tutor', word: 'Tutor', more: 'runs the cohort, sees all of it', does: 'run this cohort with the others who do, and see all its work' },
  { value: 'client', word: 'Client', more: 'sees the briefs', does: 'see what is being worked on for you' },
  { value: 'judge', word: 'Judge', more: 'from outside, judges later', does: 'come from outside and judge what the groups hand in' },
]

export const roleWord = (role: CohortRole): string => roles.find(({ value }) => value === role)!.word
