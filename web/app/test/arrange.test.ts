import { expect, test } from 'vitest'
import { arrange, generator, groupsFor, type Group, type Learner, type Rule } from '../src/cohort/arrange.js'

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const RUNS = 100
const newId = (i: number): string => `new${i}`

/** A cohort by chance: people with and without groups, labels common and rare, groups begun and not. */
function cohort(seed: number): { learners: Learner[], groups: Group[], size: number } {
  const random = generator(seed)
  const upTo = (max: number): number => Math.floor(random() * (max + 1))
  const groups = Array.from({ length: upTo(7) }, (_, i) => ({ id: `g${i}`, title: `Group ${i}`, begun: random() < 0.3 }))
  const labels = ['', 'new to it', 'design', 'data', 'lone'].slice(0, 1 + upTo(4))
  const learners = Array.from({ length: upTo(60) }, (_, i) => ({ id: `p${i}`, groupId: groups.length > 0 && random() < 0.6 ? groups[upTo(groups.length - 1)]!.id : null, label: labels[upTo(labels.length - 1)]! }))
  return { learners, groups, size: 2 + upTo(10) }
}

const spread = (counts: number[]): number => counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts)

function each(test: (seed: number, given: ReturnType<typeof cohort>) => void): void {
  for (let run = 0; run < RUNS; run++) {
    const seed = (SEED + run) >>> 0
    try {
      test(seed, cohort(seed))
    } catch (error) {
      throw new Error(`SEED=${seed}`, { cause: error })
    }
  }
}

test('dealt groups differ by at most one in size, and with balance in the number of each label', () => {
  each((seed, { learners, groups, size }) => {
    for (const rule of ['random', 'balance'] as const) {
      for (const moveBegun of [false, true]) {
        const { groups: dealt, placed, kept } = arrange(learners, groups, { rule, size, seed, moveBegun, newId })
        const fixed = learners.filter(({ groupId }) => kept.includes(groupId ?? ''))
        expect(kept).toEqual(moveBegun ? [] : groups.filter(({ begun }) => begun).map(({ id }) => id))
        expect([...placed.keys()].sort()).toEqual(learners.filter(learner => !fixed.includes(learner)).map(({ id }) => id).sort())
        expect(dealt.length).toBe(placed.size === 0 ? 0 : groupsFor(placed.size, size))
        expect([...placed.values()].every(id => dealt.some(group => group.id === id) && !kept.includes(id))).toBe(true)
        expect(spread(dealt.map(({ id }) => [...placed.values()].filter(group => group === id).length))).toBeLessThanOrEqual(1)
        if (rule === 'random') continue
        for (const label of new Set(learners.map(({ label }) => label))) {
          expect(spread(dealt.map(({ id }) => learners.filter(learner => learner.label === label && placed.get(learner.id) === id).length))).toBeLessThanOrEqual(1)
        }
      }
    }
  })
})

test('who has no group fills the smallest, and nobody else is moved', () => {
  each((seed, { learners, groups, size }) => {
    const { placed } = arrange(learners, groups, { rule: 'fill', size, seed, moveBegun: false, newId })
    expect([...placed.keys()].sort()).toEqual(learners.filter(({ groupId }) => groupId === null).map(({ id }) => id).sort())
    const after = (id: string): number => learners.filter(learner => (placed.get(learner.id) ?? learner.groupId) === id).length
    const got = new Set(placed.values())
    // Whoever got somebody was the smallest then: no other group is smaller by more than one now.
    for (const id of got) for (const other of groups) expect(after(id) - after(other.id)).toBeLessThanOrEqual(1)
  })
})

test('a seed gives the same whatever order people come in, and another seed another mix', () => {
  each((seed, { learners, groups, size }) => {
    for (const rule of ['fill', 'random', 'balance'] as Rule[]) {
      const options = { rule, size, seed, moveBegun: false, newId }
      expect([...arrange(learners, groups, options).placed].sort()).toEqual([...arrange([...learners].reverse(), groups, options).placed].sort())
    }
  })
  const people = Array.from({ length: 12 }, (_, i) => ({ id: `p${i}`, groupId: null, label: '' }))
  const mixes = Array.from({ length: 20 }, (_, seed) => JSON.stringify([...arrange(people, [], { rule: 'random', size: 3, seed, moveBegun: false, newId }).placed].sort()))
  expect(new Set(mixes).size).toBeGreaterThan(15)
})

test('every group may get what is over: it is not always the first', () => {
  const people = Array.from({ length: 7 }, (_, i) => ({ id: `p${i}`, groupId: null, label: i < 3 ? 'data' : '' }))
  const groups = ['a', 'b', 'c'].map(id => ({ id, title: id, begun: false }))
  const larger = new Set(Array.from({ length: 60 }, (_, seed) => {
    const { placed } = arrange(people, groups, { rule: 'balance', size: 2, seed, moveBegun: false, newId })
    return groups.find(({ id }) => [...placed.values()].filter(group => group === id).length === 3)!.id
  }))
  expect([...larger].sort()).toEqual(['a', 'b', 'c'])
})
