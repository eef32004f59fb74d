import { expect, test } from 'vitest'
import { monthLater, step, weeksOf } from '../src/calendar/month.js'

test('a month has the weeks that have a day of it, from Monday', () => {
  expect(weeksOf('2026-11').map(week => [week[0], week[6]])).toEqual([['2026-10-26', '2026-11-01'], ['2026-11-02', '2026-11-08'], ['2026-11-09', '2026-11-15'], ['2026-11-16', '2026-11-22'], ['2026-11-23', '2026-11-29'], ['2026-11-30', '2026-12-06']])
  // Begins on a Monday and has four weeks.
  expect(weeksOf('2027-02')).toHaveLength(4)
  for (const month of ['2026-03', '2026-10', '2028-02']) expect(new Set(weeksOf(month).flat()).size).toBe(weeksOf(month).length * 7)
})

test('the month after December is January, and the one before it December', () => {
  expect([monthLater('2026-12', 1), monthLater('2026-01', -1), monthLater('2026-11', 14)]).toEqual(['2027-01', '2025-12', '2028-01'])
})

test('arrows lead by days and weeks, pages by months, and never to a day that is not there', () => {
  const from = '2026-03-31'
  expect(['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home'].map(key => step(from, key, false))).toEqual(['2026-04-01', '2026-03-30', '2026-04-07', '2026-03-24', '2026-04-30', '2026-02-28', null])
  expect([step(from, 'ArrowRight', true), step(from, 'ArrowLeft', true)]).toEqual(['2026-03-30', '2026-04-01'])
})
