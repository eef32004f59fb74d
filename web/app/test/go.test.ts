import { expect, test } from 'vitest'
import type { TodayCohort } from '../src/lib/cohorts.js'
import { goActions, short } from '../src/shell/go.js'

const ME = { id: 'p', name: 'Ada', colour: 1, email: 'ada@example.org', roles: [] }
const question = { workspaceId: 'w', id: 'q1', challenge: 'Campaign', group: null, text: 'Which day\nworks best?', quote: '', releasedAt: '', answers: 0 }
const cohort: TodayCohort = {
  id: 'c', title: 'Autumn', role: 'learner', desk: null, questions: [question], groups: [],
  group: { id: 'g', title: 'Group 1', room: 'group/g', next: null, members: [] },
  challenges: [{
    id: 'x', title: 'Campaign', pretend: false, deliverable: 'campaign', start: '2026-11-01', due: null, mine: [], ask: null, work: [{ groupId: 'g', room: 'workspace/w', progress: null }],
    sessions: [{ room: 'session/s', title: 'First look', role: 'presenter', openedAt: '' }],
  }],
}

test('places, sessions, questions and what was opened lately can be gone to, each once', () => {
  const gone: string[] = []
  const rooms = [{ room: 'workspace/w', title: 'Campaign', visitedAt: '' }, { room: 'workspace/old', title: 'Older work', visitedAt: '' }]
  const actions = goActions({ cohorts: [cohort], rooms }, ME, path => gone.push(path))
  actions.forEach(action => action.do())
  expect(actions.map(({ group, name }, i) => `${group}: ${name} ${gone[i]}`)).toEqual([
    'Go to: Today /', 'Go to: Cohorts /cohorts', 'Go to: How sure I feel /confidence', 'My challenges: Campaign /workspace/w', 'My group: Group 1 /group/g', 'Critique sessions: First look /session/s',
    'My cohorts: Autumn /cohort/c', 'Questions of others: Which day works best? /#question-q1', 'Opened lately: Older work /workspace/old',
  ])
  expect(goActions(null, ME, () => undefined).map(({ name }) => name)).toEqual(['Today'])
})

test('a cohort is gone to by its name, also where a group leads there', () => {
  const actions = goActions({ cohorts: [{ ...cohort, group: { ...cohort.group!, room: null } }], rooms: [] }, ME, () => undefined)
  expect(actions.filter(({ group }) => group === 'My group' || group === 'My cohorts').map(({ name }) => name)).toEqual(['Group 1', 'Autumn'])
})

test('a long text is cut between characters', () => {
  expect(short(`${'x'.repeat(88)}🎉 and more`)).toBe(`${'x'.repeat(88)}…`)
})
