import type { Deliverable } from '../editor/blocks/kinds.js'
import { call, lasting, newId, type Brief, type Person } from './api.js'
import type { Ask } from './confidence.js'
import type { Milestone } from './challenges.js'

/** Cohorts and one's own day over REST, as docs/protocols.md has them. */

export type CohortRole = 'tutor' | 'learner' | 'client' | 'judge'
/** How a group's work stands. `milestones`: ids of those that are reached. `here`: people in the workspace at the moment. */
export interface Progress { steps: number, done: number, next: string | null, milestones: string[], questions: number, writtenAt: string | null, here: number }
/** What a learner is at: the step that is under way and theirs, or null; `here`: in the workspace now. */
export interface PersonWork { challenge: string, room: string, step: string | null, here: boolean }
/** `label`: what tutors noted, for tutors alone. */
export interface CohortPerson extends Person { role: CohortRole, groupId: string | null, on: PersonWork | null, label: string }
/** A meeting of a group; `start` is an instant. */
export interface NextMeeting { id: string, kind: 'working' | 'critique', title: string, start: string, minutes: number, place: string, url: string }
export interface CohortGroup { id: string, title: string, members: number, room: string | null, next: NextMeeting | null }
export interface Work { groupId: string, room: string | null, progress: Progress | null }
/** What a client said to what was shown: signed off, or what should change. */
export interface Review { name: string, isSigned: boolean, text: string, at: string }
export interface ClientAnswer { id: string, name: string, text: string, url: string, at: string }
/** What a group showed the client, as its tutor sees it. `by`: ids of people. */
export interface Submission {
  id: string, snapshotId: string, title: string, line: string, by: string, at: string, withdrawnAt: string | null, readings: { by: string, role: 'client' | 'judge', at: string }[], review: Review | null
}
export interface ClientQuestion { id: string, text: string, quote: string, askedAt: string, isClosed: boolean, answers: ClientAnswer[] }
/** `shown` and `asked`: to those whom the work is for; for tutors alone. */
export interface GivenWork extends Work { shown: Submission[], asked: ClientQuestion[] }
export interface GivenChallenge {
  id: string, version: number, title: string, outside: string, deliverable: Deliverable, start: string, due: string | null, brief: Brief, milestones: Milestone[], work: GivenWork[]
}
/** `challenges`: what of them a client or a judge sees who takes it; null for all. */
export interface CohortInvitation { id: string, role: CohortRole, uses: number, left: number, expiresAt: string, challenges: string[] | null }
/** What the caller may know of it; lists are empty where that is nothing. `choice`: learners choose their group themselves. */
export interface Cohort {
  id: string, title: string, role: CohortRole, choice: boolean
  people: CohortPerson[], groups: CohortGroup[], challenges: GivenChallenge[], invitations: CohortInvitation[]
}

/** What a group shows, as a client or a judge sees it; names and line are for clients. Without title once it was taken back. */
export interface Shown {
  workspaceId: string, id: string, challenge: string, group: string, title: string, line: string, by: string, names: string[]
  at: string, withdrawnAt: string | null, readAt: string | null, isLatest: boolean, review: Review | null
}
/** A question to the client. `answers`: the caller's own. */
export interface Asked { workspaceId: string, id: string, challenge: string, group: string, text: string, quote: string, askedAt: string, isClosed: boolean, isAnswered: boolean, answers: ClientAnswer[] }
/** What a client or a judge of a cohort has before them. */
export interface Desk { briefs: Pick<GivenChallenge, 'id' | 'title' | 'outside' | 'due' | 'brief'>[], shown: Shown[], asked: Asked[] }
/** `document`: a Yjs update in base64. */
export interface SubmissionToRead { work: Shown, brief: Brief | null, document: string }

export type CohortCommand =
  | { type: 'setTitle', title: string }
  | { type: 'createInvitation', invitationId: string, role: CohortRole, uses: number, days: number, challenges: string[] | null }
  | { type: 'revokeInvitation', invitationId: string }
  | { type: 'setRole', personId: string, role: CohortRole | 'none' }
  | { type: 'createGroup', groupId: string, title: string }
  | { type: 'renameGroup', groupId: string, title: string }
  | { type: 'dissolveGroup', groupId: string }
  | { type: 'placeMember', personId: string, groupId: string | null }
  | { type: 'setLabel', personId: string, label: string }
  | { type: 'arrange', groups: readonly { groupId: string, title: string }[], learners: readonly { personId: string, groupId: string }[] }
  | { type: 'setChoice', open: boolean }
  | { type: 'joinGroup', groupId: string }
  | { type: 'giveChallenge', challengeId: string, start: string, due: string | null }
  | { type: 'reschedule', challengeId: string, start: string, due: string | null }
  | { type: 'withdrawChallenge', challengeId: string }
  | { type: 'answerQuestion', workspaceId: string, questionId: string, answerId: string, text: string, url: string }
  | { type: 'reviewSubmission', workspaceId: string, submissionId: string, isSigned: boolean, text: string }

/** `work`: of the caller's group; for a tutor of all. `mine`: open steps that the caller owns. `sessions`: of the last days, newest first. */
export interface TodayChallenge {
  id: string, title: string, pretend: boolean, deliverable: Deliverable, start: string, due: string | null, work: Work[]
  mine: { id: string, title: string, due: string | null }[]
  sessions: OpenSession[]
  /** The moment about which one may say how sure one feels. */
  ask: Ask | null
}
/** A critique session on the own group's work; who opened it leads it. */
export interface OpenSession { room: string, title: string, role: 'facilitator' | 'presenter', openedAt: string }
/** Of another group, which let it go to the caller's kind. `group` is told to tutors alone. */
export interface WaitingQuestion { workspaceId: string, id: string, challenge: string, group: string | null, text: string, quote: string, releasedAt: string, answers: number }
export interface TodayCohort {
  id: string, title: string, role: CohortRole
  group: { id: string, title: string, room: string | null, next: NextMeeting | null, members: Person[] } | null
  /** For tutors: all of them. */
  groups: CohortGroup[]
  challenges: TodayChallenge[]
  questions: WaitingQuestion[]
  desk: Desk | null
}

export const cohorts = {
  today: () => call<{ cohorts: TodayCohort[] }>('GET', '/api/today'),
  create: (title: string, id = newId()) => lasting(() => call<Cohort>('POST', '/api/cohorts', { id, title })),
  read: (id: string) => call<Cohort>('GET', `/api/cohorts/${id}`),
  command: (cohort: string, command: CohortCommand, id = newId()) => lasting(() => call<{ token: string | null }>('POST', `/api/cohorts/${cohort}/commands`, { id, command })),
  submission: (cohort: string, workspace: string, submission: string) => call<SubmissionToRead>('GET', `/api/cohorts/${cohort}/submissions/${workspace}/${submission}`),
  /** The group's workspace of a challenge, or its own space; made when it is first opened. */
  room: (cohort: string, groupId: string, challengeId: string | null) => lasting(() => call<{ room: string }>('POST', `/api/cohorts/${cohort}/rooms`, { groupId, challengeId })),
}
