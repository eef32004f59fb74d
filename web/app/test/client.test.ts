import { expect, test } from 'vitest'
import { deskOf, isVisitor } from '../src/client/desk.js'
import { readersOf, showable, standOf } from '../src/client/submissions.js'
import { isOwnImage } from '../src/editor/images.js'
import { clientSince } from '../src/learning/questions.js'
import type { Asked, Shown, TodayCohort } from '../src/lib/cohorts.js'
import type { Question, Submission } from '../src/room/model.js'

const asked = (id: string, day: number, patch: Partial<Asked> = {}): Asked =>
  ({ workspaceId: 'w', id, challenge: 'C', group: 'G', text: id, quote: '', askedAt: `2026-11-${day}T10:00:00Z`, isClosed: false, isAnswered: false, answers: [], ...patch })
const shown = (id: string, day: number, patch: Partial<Shown> = {}): Shown =>
  ({ workspaceId: 'w', id, challenge: 'C', group: 'G', title: id, line: '', by: '', names: [], at: `2026-11-${day}T10:00:00Z`, withdrawnAt: null, readAt: null, isLatest: true, review: null, ...patch })
const cohort = (role: TodayCohort['role'], desk: { shown?: Shown[], asked?: Asked[] } | null): TodayCohort =>
  ({ id: `${role}-cohort`, title: '', role, group: null, groups: [], challenges: [], questions: [], desk: desk && { briefs: [], shown: [], asked: [], ...desk } })
const read = { readAt: '2026-11-20T10:00:00Z' }
const review = { name: 'Rosa', isSigned: true, text: '', at: '2026-11-21T10:00:00Z' }
const ids = (items: ReturnType<typeof deskOf>['waiting']): string[] => items.map(item => item.kind === 'question' ? item.asked.id : item.shown.id)

test('what waits for a client stands the newest first: questions that no client answered, and what was shown last until something is said to it', () => {
  const { waiting, done } = deskOf([cohort('client', {
    asked: [asked('open', 14), asked('answered', 15, { isAnswered: true }), asked('closed', 16, { isClosed: true })],
    shown: [shown('new', 17), shown('read', 13, read), shown('signed', 12, { ...read, review }), shown('earlier', 11, { isLatest: false }), shown('back', 10, { isLatest: false, withdrawnAt: '2026-11-18T10:00:00Z' })],
  })])
  expect(ids(waiting)).toEqual(['new', 'open', 'read'])
  expect(ids(done)).toEqual(['back', 'closed', 'answered', 'signed', 'earlier'])
  expect(new Set([...waiting, ...done].map(({ key }) => key)).size).toBe(8)
})

test('a judge has read once it is read; a learner has no desk', () => {
  const { waiting, done } = deskOf([cohort('judge', { shown: [shown('new', 17), shown('read', 13, read)] }), cohort('learner', null)])
  expect([ids(waiting), ids(done)]).toEqual([['new'], ['read']])
})

test('who is a client or a judge everywhere has nothing to begin', () => {
  expect([[], [cohort('client', {})], [cohort('client', {}), cohort('judge', {})], [cohort('client', {}), cohort('learner', null)]].map(isVisitor)).toEqual([false, true, true, false])
})

const NOW = Date.parse('2026-11-22T10:00:00Z')
const HOUR = 3_600_000
const submission = (patch: Partial<Submission> = {}): Submission =>
  ({ id: 's', title: 'Draft', by: 'maya', at: NOW - 9 * HOUR, snapshotId: 'f', line: '', withdrawnBy: null, withdrawnAt: null, readings: [], review: null, ...patch })
const nameOf = (id: string): string => ({ maya: 'Maya', rosa: 'Rosa', marco: 'Marco' })[id] ?? 'Somebody'

test('the group reads in a line where it stands with the client', () => {
  const readings = [{ by: 'rosa', role: 'client' as const, at: NOW }, { by: null, role: 'judge' as const, at: NOW }]
  expect(standOf(submission(), nameOf, NOW)).toBe('Nobody has read it yet')
  expect(standOf(submission({ readings }), nameOf, NOW)).toBe('Read by Rosa and a judge')
  expect(standOf(submission({ readings, review: { by: 'rosa', at: NOW - 2 * HOUR, signed: false, text: 'Shorter' } }), nameOf, NOW)).toBe('Rosa asks for changes, 2 hours ago')
  expect(standOf(submission({ readings, review: { by: 'rosa', at: NOW - 2 * HOUR, signed: true, text: '' } }), nameOf, NOW)).toBe('Rosa signed it off, 2 hours ago')
  expect(standOf(submission({ readings, withdrawnBy: 'maya', withdrawnAt: NOW - HOUR }), nameOf, NOW)).toBe('Taken back by Maya, 1 hour ago')
  expect(readersOf([...readings, readings[1]!, { by: 'marco', role: 'client', at: NOW }], nameOf)).toBe('Rosa, Marco and 2 judges')
})

test('a draft may be shown that the client does not have, or has no longer', () => {
  const drafts = ['a', 'b', 'c'].map(id => ({ id }))
  expect(showable(drafts, [submission({ snapshotId: 'b' }), submission({ snapshotId: 'c', withdrawnAt: NOW })])).toEqual([{ id: 'c' }, { id: 'a' }])
})

test('a question waits for the client from when it was put to them until one answers', () => {
  const released = { client: { quote: '', by: 'maya', at: 5 } }
  const answer = { id: 'a', by: 'rosa', at: 6, text: '', url: '' }
  const question = (patch: Partial<Question>): Pick<Question, 'closedAt' | 'released' | 'answers'> => ({ closedAt: null, released, answers: [], ...patch })
  expect(clientSince(question({}))).toBe(5)
  expect(clientSince(question({ answers: [answer] }))).toBe(5)
  expect(clientSince(question({ answers: [{ ...answer, from: 'client' }] }))).toBe(null)
  expect(clientSince(question({ closedAt: 9 }))).toBe(null)
  expect(clientSince(question({ released: { cohort: released.client } }))).toBe(null)
})

test('an image of what was shown is one of this server; what only looks like it is not', () => {
  expect(['/api/cohorts/c/submissions/w/s/images/x.png', '/api/rooms/workspace/w/images/x.png'].every(isOwnImage)).toBe(true)
  expect(['/api/cohorts/c/submissions/w/images/x.png', '/api/cohorts/c/submissions/w/s/../images/x.png', 'https://example.org/api/cohorts/c/submissions/w/s/images/x.png', '/api/cohorts/c/images/x.png'].some(isOwnImage)).toBe(false)
})
