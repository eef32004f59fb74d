import type { Deliverable } from '../editor/blocks/kinds.js'
import { call, lasting, newId, type Brief, type Person } from './api.js'

/** Challenges over REST, as docs/protocols.md has them. */

export type ProtocolName = 'kind' | 'tuning' | 'four-step' | 'gallery' | 'like-wish'
/** `day`: days after the start. `protocol`: how the work is looked at there; null where it is not. */
export interface Milestone { id: string, title: string, day: number, protocol: ProtocolName | null }
export interface Step { id: string, title: string, hint: string, milestoneId: string | null }
export interface Resource { id: string, title: string, url: string, note: string, stepIds: string[] }
/** `outside`: who outside the course will see the work; empty where nobody will. */
export interface ChallengeText { title: string, brief: Brief, outside: string, deliverable: Deliverable, milestones: Milestone[], steps: Step[], resources: Resource[] }
/** `version`: the last one, 0 where there is none. `changed`: the text differs from it. */
export interface Challenge { id: string, revision: number, version: number, changed: boolean, shared: boolean, mine: boolean, updatedAt: string, text: ChallengeText }
export interface ChallengeCard { id: string, title: string, deliverable: Deliverable, pretend: boolean, version: number, updatedAt: string, by: Person }

/** `stepId`: a step of the challenge or of a group's own; null where it was at none. */
export interface StepUse { stepId: string | null, groups: number, pulls: number }
/** `resourceId`: null where learners found it; then it has a title and an address. */
export interface NeededResource { resourceId: string | null, title: string, url: string, groups: number, pulls: number, steps: StepUse[] }
/** Times in milliseconds. */
export interface StepQuestions { stepId: string | null, byGroup: number, byOthers: number, closed: number, open: number, waitedMs: number, longestMs: number }
export interface ReleasedNeed { stepId: string | null, text: string, askedAt: string, waitedMs: number | null }
/** What groups needed where. `unheard`: groups that began and have not been heard of at the moment. */
export interface Needs { cohorts: number, versions: number[], groups: number, unheard: number, resources: NeededResource[], questions: StepQuestions[], released: ReleasedNeed[] }

export const challenges = {
  list: () => call<{ mine: ChallengeCard[], shared: ChallengeCard[] }>('GET', '/api/challenges'),
  create: (title: string, from: string | undefined, id = newId()) => lasting(() => call<Challenge>('POST', '/api/challenges', { id, title, from })),
  read: (id: string) => call<Challenge>('GET', `/api/challenges/${id}`),
  needs: (id: string) => call<Needs>('GET', `/api/challenges/${id}/needs`),
  save: (id: string, revision: number, text: ChallengeText) => call<Challenge>('PUT', `/api/challenges/${id}`, { revision, text }),
  publish: (id: string, revision: number) => lasting(() => call<Challenge>('POST', `/api/challenges/${id}/versions`, { revision })),
  share: (id: string, shared: boolean) => lasting(() => call<Challenge>('PUT', `/api/challenges/${id}/shared`, { shared })),
}
