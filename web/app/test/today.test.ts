import { expect, test } from 'vitest'
import { datedMilestones, stands } from '../src/cohort/progress.js'
import type { Progress, TodayChallenge, TodayCohort } from '../src/lib/cohorts.js'
import { sectionsOf } from '../src/shell/nav.js'
import { needsOf, nextStep, stirOf } from '../src/today/needs.js'
import { standingOut } from '../src/today/stands-out.js'

const TODAY = '2026-11-27'
const NOW = Date.parse('2026-11-27T12:00:00Z')
const progress = (patch: Partial<Progress> = {}): Progress => ({ steps: 4, done: 1, next: 'Draft', milestones: [], questions: 0, writtenAt: null, here: 0, ...patch })
const challenge = (id: string, patch: Partial<TodayChallenge> = {}, at: Progress | null = progress()): TodayChallenge =>
  ({ id, title: id, pretend: false, deliverable: 'free', start: '2026-11-01', due: null, work: [{ groupId: 'g', room: `workspace/${id}`, progress: at }], mine: [], sessions: [], ask: null, ...patch })
const cohort = (id: string, patch: Partial<TodayCohort> = {}): TodayCohort =>
  ({ id, title: id, role: 'learner', group: { id: 'g', title: 'Group 1', room: null, next: null, members: [] }, groups: [], challenges: [], questions: [], desk: null, ...patch })
const order = (...cohorts: TodayCohort[]): string[] => needsOf(cohorts, TODAY, NOW).map(need => need.kind === 'challenge' ? need.challenge.id : `${need.kind} ${need.cohort.id}`)

test('what is late or due comes first, then where others are, then what has time; groups and cohorts are below', () => {
  expect(order(
    cohort('taught', { role: 'tutor', group: null }),
    cohort('learnt', { challenges: [
      challenge('calm'), challenge('far', { due: '2026-12-24' }), challenge('busy', {}, progress({ here: 2 })), challenge('tomorrow', { due: '2026-11-28' }),
      challenge('mine', { mine: [{ id: 's', title: 'Ask', due: '2026-11-20' }] }), challenge('done', { due: '2026-11-27' }, progress({ done: 4, next: null })), challenge('later', { start: '2027-01-10' }, null),
    ] }),
    cohort('new', { group: null }),
    cohort('seen', { role: 'client', group: null }),
  )).toEqual(['choose new', 'mine', 'tomorrow', 'busy', 'far', 'calm', 'done', 'later', 'cohort taught', 'group learnt'])
})

test('a meeting within a day comes first of all, a critique session before what has time, and a meeting that is far off behind it', () => {
  const learnt = (start: string): TodayCohort => cohort('learnt', {
    group: { id: 'g', title: 'Group 1', room: 'group/g', members: [], next: { id: 'm', kind: 'critique', title: 'First critique', start, minutes: 60, place: '', url: '' } },
    challenges: [challenge('late', { due: '2026-11-20' }), challenge('calm', { sessions: [{ room: 'session/s', title: 'Critique', role: 'presenter', openedAt: '2026-11-26T12:00:00Z' }] })],
  })
  expect(order(learnt('2026-11-27T18:00:00Z'))).toEqual(['meeting learnt', 'late', 'session learnt', 'calm', 'group learnt'])
  expect(order(learnt('2026-12-01T18:00:00Z'))).toEqual(['late', 'session learnt', 'meeting learnt', 'calm', 'group learnt'])
  expect(order(learnt('2027-01-20T18:00:00Z'))).toEqual(['late', 'session learnt', 'calm', 'meeting learnt', 'group learnt'])
})

test('the next step is mine that is due first, else the group’s', () => {
  const mine = [{ id: 'a', title: 'Any time', due: null }, { id: 'b', title: 'Soon', due: '2026-12-01' }]
  expect(nextStep(challenge('c', { mine, due: '2026-12-09' }), TODAY)).toEqual({ title: 'Soon', own: true, due: '2026-12-01', state: 'next' })
  expect(nextStep(challenge('c', { mine: mine.slice(0, 1), due: '2026-12-09' }), TODAY)).toEqual({ title: 'Any time', own: true, due: '2026-12-09', state: 'next' })
  expect(nextStep(challenge('c'), TODAY)).toEqual({ title: 'Draft', own: false, due: null, state: 'next' })
  expect(nextStep(challenge('c', {}, progress({ done: 4, next: null })), TODAY).state).toBe('done')
  expect(nextStep(challenge('c', {}, progress({ steps: 0, done: 0, next: null })), TODAY).state).toBe('unplanned')
  expect(nextStep(challenge('c', { work: [] }), TODAY).state).toBe('unplanned')
  expect(nextStep(challenge('c', { start: '2027-01-10' }, null), TODAY)).toEqual({ title: null, own: false, due: '2027-01-10', state: 'later' })
})

test('a tutor hears how many groups are at work and what waits', () => {
  const work = [progress({ here: 3, questions: 1 }), progress({ questions: 2 }), null].map((progress, i) => ({ groupId: `${i}`, room: null, progress }))
  expect(stirOf(cohort('c', { challenges: [challenge('a', { work }), challenge('b', { work: [] })] }))).toEqual({ here: 1, questions: 3 })
})

test('a tutor is shown the groups that may need them, with why: who is late, who is about to be, who is quiet, who asks', () => {
  const at: Record<string, Progress | null> = {
    late: progress({ here: 2 }), soon: progress({ steps: 6, done: 1 }), none: null, quiet: progress({ writtenAt: '2026-11-23T09:00:00Z' }), asks: progress({ writtenAt: '2026-11-27T09:00:00Z', questions: 2 }),
    busy: progress({ here: 1, writtenAt: '2026-11-20T09:00:00Z', questions: 1 }), done: progress({ done: 4, next: null }), empty: progress({ writtenAt: null }), well: progress({ writtenAt: '2026-11-26T09:00:00Z' }),
  }
  const groups = Object.keys(at).map(id => ({ id, title: id, members: id === 'empty' ? 0 : 3, room: null, next: null }))
  const given = (id: string, due: string | null, ...of: string[]): TodayChallenge => challenge(id, { due, work: of.map(groupId => ({ groupId, room: null, progress: at[groupId]! })) })
  const told = (...challenges: TodayChallenge[]): string[] => challenges.flatMap(one =>
    standingOut(cohort('c', { role: 'tutor', group: null, groups: groups.filter(({ id }) => one.work.some(({ groupId }) => groupId === id)), challenges: [one] }), TODAY, NOW).map(({ group, why, isPressing }) => `${group.title}${isPressing ? '!' : ''} ${why}`))
  expect(told(given('open', null, 'well', 'asks', 'busy', 'done', 'empty', 'none', 'quiet'))).toEqual(['none has not begun in 26 days', 'quiet no text for 4 days', 'asks 2 open questions'])
  expect(told(given('past', '2026-11-26', 'done', 'late'))).toEqual(['late! was due 1 day ago, 1 of 4 steps done'])
  expect(told(given('soon', '2026-11-28', 'soon', 'done', 'none'))).toEqual(['none! due tomorrow, nothing planned', 'soon! due tomorrow, 1 of 6 steps done'])
  expect(told(challenge('unheard', { work: [{ groupId: 'none', room: 'workspace/w', progress: null }] }))).toEqual([])
  expect(told(challenge('later', { start: '2026-11-28', work: [{ groupId: 'none', room: null, progress: null }] }))).toEqual([])
})

test('a milestone is reached, late, on the way or to come', () => {
  const milestones = datedMilestones({ start: '2026-11-20', milestones: [['c', 30], ['a', 3], ['b', 5], ['d', 31], ['e', 40]].map(([id, day]) => ({ id: id as string, title: '', day: day as number, protocol: id === 'a' ? 'kind' : null })) })
  expect(milestones.map(({ id, date, isCheckpoint }) => [id, date, isCheckpoint])).toEqual([['a', '2026-11-23', true], ['b', '2026-11-25', false], ['c', '2026-12-20', false], ['d', '2026-12-21', false], ['e', '2026-12-30', false]])
  expect(stands(milestones, progress({ milestones: ['a', 'd'] }), TODAY)).toEqual(['reached', 'late', 'ahead', 'reached', 'ahead'])
  expect(stands(milestones.slice(2), progress(), TODAY)).toEqual(['now', 'ahead', 'ahead'])
  expect(stands(milestones.slice(0, 1), null, '2026-11-23')).toEqual(['ahead'])
})

test('the places of somebody new, a learner and a tutor', () => {
  const names = (...args: Parameters<typeof sectionsOf>): string[] => sectionsOf(...args).map(({ title, places }) => `${title ?? ''}: ${places.map(({ name, href }) => `${name} ${href}`).join(', ')}`)
  const me = { id: 'p', name: 'Ada', colour: 1, email: 'ada@example.org', roles: [] }
  expect(names([], me)).toEqual([': Today /'])
  expect(names([cohort('c', { challenges: [challenge('w'), challenge('x', { work: [] })] })], me)).toEqual([': Today /, Cohorts /cohorts, How sure I feel /confidence', 'My challenges: w /workspace/w, x /cohort/c', 'My group: Group 1 /cohort/c', 'My cohorts: c /cohort/c'])
  expect(names([cohort('c', { challenges: [challenge('w', { sessions: [{ room: 'session/s', title: 'First look', role: 'facilitator', openedAt: '2026-11-26T12:00:00Z' }] })] })], me)).toContain('Critique sessions: First look /session/s')
  expect(names([], { ...me, roles: ['tutor', 'administrator'] })).toEqual([': Today /, Challenges /challenges, Cohorts /cohorts, People /site'])
})
