import { describe, expect, test } from 'vitest'
import { adopt, askedWords, isAdopted, needsAt, neverDrawn, waitWords } from '../src/challenge/needs.js'
import type { ChallengeText, Needs } from '../src/lib/challenges.js'

const text: ChallengeText = {
  title: 'x', brief: { client: '', purpose: '', audience: '', criteria: [], due: null }, outside: '', deliverable: 'free', milestones: [],
  steps: [{ id: 's1', title: 'Look', hint: '', milestoneId: null }, { id: 's2', title: 'Write', hint: '', milestoneId: null }],
  resources: [{ id: 'r1', title: 'Posts', url: 'https://example.org/p', note: '', stepIds: ['s1', 's2'] }, { id: 'r2', title: 'Dull', url: '', note: '', stepIds: ['s2'] }],
}
const needs: Needs = {
  cohorts: 2, versions: [1], groups: 5, unheard: 0,
  resources: [
    { resourceId: 'r1', title: '', url: '', groups: 3, pulls: 7, steps: [{ stepId: 's2', groups: 3, pulls: 5 }, { stepId: 'own1', groups: 2, pulls: 1 }, { stepId: null, groups: 2, pulls: 1 }] },
    { resourceId: null, title: 'Hooks', url: 'https://example.org/hooks', groups: 2, pulls: 2, steps: [{ stepId: 's2', groups: 1, pulls: 1 }, { stepId: 'own1', groups: 1, pulls: 1 }] },
    { resourceId: 'gone', title: '', url: '', groups: 1, pulls: 1, steps: [{ stepId: 's1', groups: 1, pulls: 1 }] },
  ],
  questions: [{ stepId: 's1', byGroup: 2, byOthers: 1, closed: 0, open: 1, waitedMs: 3 * 3_600_000, longestMs: 2 * 3_600_000 }, { stepId: 'own1', byGroup: 0, byOthers: 0, closed: 1, open: 0, waitedMs: 0, longestMs: 0 }, { stepId: null, byGroup: 1, byOthers: 0, closed: 0, open: 0, waitedMs: 5_000, longestMs: 5_000 }],
  released: [{ stepId: 's1', text: 'Who reads us?', askedAt: '', waitedMs: null }],
}

describe('what groups needed', () => {
  test('is told at the step where it was needed', () => {
    const at = needsAt(text, needs, 's2')
    expect(at.drawn.map(({ title, groups, pulls }) => `${title} ${groups} ${pulls}`)).toEqual(['Posts 3 5'])
    expect(at.found.map(({ title, groups }) => `${title} ${groups}`)).toEqual(['Hooks 1'])
    expect(at.unused.map(({ id }) => id)).toEqual(['r2'])
    expect([at.asked, at.released.length]).toEqual([null, 0])
    expect(needsAt(text, needs, 's1').unused.map(({ id }) => id)).toEqual(['r1'])
    expect(needsAt(text, needs, 's1').released[0]!.text).toBe('Who reads us?')
  })

  test('at steps that the challenge does not have stands together, and no group counts more often than there are', () => {
    const at = needsAt(text, needs, null)
    expect(at.drawn.map(({ title, groups, pulls }) => `${title} ${groups} ${pulls}`)).toEqual(['Posts 3 2'])
    expect(at.found).toHaveLength(1)
    expect(at.asked).toMatchObject({ byGroup: 1, closed: 1, open: 0 })
    expect(at.unused).toEqual([])
  })

  test('nobody drew on some, and what learners found is adopted once, at the steps of the challenge alone', () => {
    expect(neverDrawn(text, needs).map(({ id }) => id)).toEqual(['r2'])
    const found = needs.resources[1]!
    expect(isAdopted(text, found)).toBe(false)
    const after = { ...text, resources: adopt(text, found) }
    expect(after.resources.at(-1)).toMatchObject({ title: 'Hooks', url: 'https://example.org/hooks', note: '', stepIds: ['s2'] })
    expect(isAdopted(after, { ...found, url: 'https://example.org/hooks/' })).toBe(true)
  })

  test('says in words what was asked and how long it waited', () => {
    expect(askedWords(needs.questions[0]!)).toBe('4 questions: 2 answered in the group, 1 by others, 1 waits. An answer took 1 hour, at most 2 hours.')
    expect(askedWords(needs.questions[1]!)).toBe('1 question: 1 closed without an answer.')
    expect(askedWords(needs.questions[2]!)).toBe('1 question: 1 answered in the group. It waited less than a minute.')
    expect(waitWords(2 * 86_400_000)).toBe('2 days')
  })
})
