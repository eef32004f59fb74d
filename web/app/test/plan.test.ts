import { expect, test } from 'vitest'
import { legsOf, moveMilestone, nextDay, nudgeStep, placeStep, withoutMilestone } from '../src/challenge/plan.js'
import { minutesOf, protocols } from '../src/challenge/protocols.js'
import type { Milestone, Step } from '../src/lib/challenges.js'

const milestone = (id: string, day: number): Milestone => ({ id, title: id, day, protocol: null })
const step = (id: string, milestoneId: string | null): Step => ({ id, title: id, hint: '', milestoneId })
const way = { milestones: [milestone('late', 20), milestone('early', 7)], steps: [step('a', 'early'), step('b', 'late'), step('c', 'early'), step('d', null)] }
const shape = (steps: readonly Step[] | null): string | undefined => steps ? legsOf({ ...way, steps: [...steps] }).map(({ steps }) => steps.map(({ id }) => id).join('')).join('|') : undefined

test('milestones stand in the order of their days, after the steps that lead to them', () => {
  expect(legsOf(way).map(({ milestone, steps }) => [milestone?.id, ...steps.map(({ id }) => id)])).toEqual([['early', 'a', 'c'], ['late', 'b'], [undefined, 'd']])
  // A step whose milestone is gone is not lost.
  expect(shape([step('x', 'gone')])).toBe('||x')
})

test('a milestone that is moved takes the day of the place where it comes to stand', () => {
  expect(moveMilestone([milestone('a', 7), milestone('b', 14), milestone('c', 30)], 'c', 0).map(({ id, day }) => `${id}${day}`)).toEqual(['c7', 'a14', 'b30'])
  expect(moveMilestone(way.milestones, 'early', 9).map(({ id, day }) => `${id}${day}`)).toEqual(['late7', 'early20'])
  expect(moveMilestone(way.milestones, 'nobody', 0).map(({ id }) => id)).toEqual(['early', 'late'])
})

test('a step is placed before another or at the end of a leg', () => {
  expect(shape(placeStep(way.steps, 'd', 'early', 'c'))).toBe('adc|b|')
  expect(shape(placeStep(way.steps, 'a', 'late', null))).toBe('c|ba|d')
  expect(shape(placeStep(way.steps, 'a', 'early', 'a'))).toBe('ac|b|d')
})

test('arrows take a step through every place of every leg, and no further', () => {
  let steps: readonly Step[] = way.steps
  const seen = [shape(steps)]
  for (let next = nudgeStep(way, 'a', 1); next; next = nudgeStep({ ...way, steps: next }, 'a', 1)) seen.push(shape(steps = next))
  expect(seen).toEqual(['ac|b|d', 'ca|b|d', 'c|ab|d', 'c|ba|d', 'c|b|ad', 'c|b|da'])
  for (let next = nudgeStep({ ...way, steps: [...steps] }, 'a', -1); next; next = nudgeStep({ ...way, steps: next }, 'a', -1)) steps = next
  expect(shape(steps)).toBe('ac|b|d')
})

test('steps of a milestone that is taken out lead to none', () => {
  expect(shape(withoutMilestone(way, 'early').steps)).toBe('|b|acd')
})

test('a further milestone is a week after the last, and never beyond two years', () => {
  expect([nextDay([]), nextDay(way.milestones), nextDay([milestone('a', 729)])]).toEqual([7, 27, 730])
})

test('each protocol takes the minutes that it says', () => {
  expect(protocols.map(protocol => [protocol.name, minutesOf(protocol)])).toEqual([['kind', 30], ['tuning', 36], ['four-step', 28], ['gallery', 28], ['like-wish', 13]])
})
