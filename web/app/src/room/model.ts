import * as Y from 'yjs'
import { deliverableOf, type Deliverable } from '../editor/blocks/kinds.js'
import type { Brief } from '../lib/api.js'
import type { ProtocolName } from '../lib/challenges.js'

/** The `room` document as plain values, in the shape of docs/protocols.md. */

export interface Comment { id: string, by: string, at: number, text: string }

export interface Thread {
  id: string
  part: string
  start: Uint8Array
  end: Uint8Array
  quote: string
  before: string
  by: string
  at: number
  resolved: boolean
  resolvedBy: string | null
  comments: Comment[]
}

export interface Entry { id: string, title: string, by: string, at: number }
export interface Snapshot extends Entry { sequence: number }
export interface Sitting extends Entry { snapshotId: string }
export interface Visit { by: string, from: number, to: number }

/** A point on the way; with a protocol it is a checkpoint, where others look at the work. */
export interface Milestone { id: string, title: string, date: string, protocol: ProtocolName | null }

export interface Resource {
  id: string
  title: string
  url: string
  note: string
  stepIds: string[]
  /** Came with the challenge, was found by a member, or said by a peer. */
  kind: 'curated' | 'found' | 'peer'
  by: string
  at: number
  /** Of a peer's: the question that it answered. */
  questionId?: string
  answerId?: string
}

export interface Pull { resourceId: string, stepId: string | null, by: string, at: number }
/** `from`: through whom it came from beyond the group. */
export interface Answer { id: string, by: string, at: number, text: string, url: string, from?: 'cohort' | 'tutor' | 'client' | null }
export interface Question {
  id: string
  stepId: string | null
  quote: string
  text: string
  by: string
  at: number
  closedBy: string | null
  closedAt: number | null
  answers: Answer[]
  released: Record<string, { quote: string, by: string, at: number }>
}

/** What a group decided: the words that hold are the last. */
export interface Decision { id: string, by: string, at: number, versions: { text: string, by: string, at: number }[], withdrawnBy: string | null, withdrawnAt: number | null }

/** A time at which a group meets; `start` is an instant, `moved` where it was before. */
export interface Meeting {
  id: string
  kind: 'working' | 'critique'
  title: string
  start: number
  minutes: number
  place: string
  url: string
  by: string
  at: number
  moves: number
  moved: { from: number, by: string, at: number } | null
  cancelledBy: string | null
  cancelledAt: number | null
}

/** A frozen draft that was shown to the client. Of a judge it says that one read it, and not who. */
export interface Submission extends Entry {
  snapshotId: string
  line: string
  withdrawnBy: string | null
  withdrawnAt: number | null
  readings: { by: string | null, role: 'client' | 'judge', at: number }[]
  /** What a client said last: signed off, or what should change. */
  review: { by: string, at: number, signed: boolean, text: string } | null
}

export interface RoomModel {
  kind: string
  title: string
  deliverable: Deliverable
  createdAt: number
  createdBy: string
  brief: Brief | null
  workspaceId: string | null
  snapshotId: string | null
  milestones: Milestone[]
  /** The challenge that it works on. */
  challengeId: string | null
  /** Who outside the course will see the work; empty for nobody. */
  outside: string
  cohortId: string | null
  groupId: string | null
  decisions: Decision[]
  meetings: Meeting[]
  resources: Resource[]
  pulls: Pull[]
  questions: Question[]
  threads: Thread[]
  snapshots: Snapshot[]
  sessions: Sitting[]
  submissions: Submission[]
  observers: { by: string, since: number }[]
  visits: Visit[]
}

export function readRoom(doc: Y.Doc): RoomModel {
  const root = doc.getMap('room').toJSON() as Partial<RoomModel>
  return {
    kind: root.kind ?? '',
    title: root.title ?? '',
    deliverable: deliverableOf(root.deliverable),
    createdAt: root.createdAt ?? 0,
    createdBy: root.createdBy ?? '',
    brief: root.brief ?? null,
    workspaceId: root.workspaceId ?? null,
    snapshotId: root.snapshotId ?? null,
    milestones: root.milestones ?? [],
    challengeId: root.challengeId ?? null,
    outside: root.outside ?? '',
    cohortId: root.cohortId ?? null,
    groupId: root.groupId ?? null,
    decisions: entries<Decision>(doc, 'decisions'),
    meetings: entries<Meeting>(doc, 'meetings'),
    resources: entries<Resource>(doc, 'resources'),
    pulls: doc.getArray('pulls').toJSON() as Pull[],
    questions: entries<Question>(doc, 'questions'),
    threads: entries<Thread>(doc, 'threads'),
    snapshots: entries<Snapshot>(doc, 'snapshots'),
    sessions: entries<Sitting>(doc, 'sessions'),
    submissions: entries<Submission>(doc, 'submissions'),
    observers: Object.entries(doc.getMap('observers').toJSON() as Record<string, { since: number }>).map(([by, { since }]) => ({ by, since })),
    visits: doc.getArray('visits').toJSON() as Visit[],
  }
}

/** The ids of all people that the room speaks of. */
export function peopleOf(room: RoomModel): Set<string> {
  const people = new Set<string>([room.createdBy])
  for (const thread of room.threads) for (const comment of thread.comments) people.add(comment.by)
  for (const question of room.questions) for (const { by } of [question, ...question.answers]) people.add(by)
  for (const { by } of [...room.resources, ...room.pulls, ...room.snapshots, ...room.sessions, ...room.observers, ...room.visits]) people.add(by)
  for (const { by, versions, withdrawnBy } of room.decisions) for (const id of [by, withdrawnBy, ...versions.map(version => version.by)]) people.add(id ?? '')
  for (const { by, moved, cancelledBy } of room.meetings) for (const id of [by, moved?.by, cancelledBy]) people.add(id ?? '')
  for (const { by, withdrawnBy, readings, review } of room.submissions) for (const id of [by, withdrawnBy, review?.by, ...readings.map(reading => reading.by)]) if (id) people.add(id)
  people.delete('')
  return people
}

const entries = <T extends { id: string, at: number }>(doc: Y.Doc, name: string): T[] =>
  Object.entries(doc.getMap(name).toJSON() as Record<string, Omit<T, 'id'>>)
    .map(([id, value]) => ({ id, ...value }) as T)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
