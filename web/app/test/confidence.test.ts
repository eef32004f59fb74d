import { expect, test } from 'vitest'
import { askWords, pointsOf, said, trendWords, type Entry, type Trend } from '../src/lib/confidence.js'

const entry = (level: number | null, at: string, patch: Partial<Entry> = {}): Entry => ({ moment: 'start', milestoneId: null, milestone: null, level, sentence: '', at, ...patch })
const trend = (...entries: Entry[]): Trend => ({ cohortId: 'c', challengeId: 'x', title: 'Campaign', share: 'none', entries })

test('a trend is what was said in its order, without what was put aside', () => {
  const mixed = trend(entry(4, '2026-12-08T10:00:00Z'), entry(null, '2026-12-05T10:00:00Z'), entry(2, '2026-12-01T10:00:00Z'), entry(3, '2026-12-20T10:00:00Z'))
  expect(said(mixed).map(({ level }) => level)).toEqual([2, 4, 3])
  expect(trendWords(mixed)).toBe('From “rather unsure” to “half and half”: up, over 3 moments')
  expect(trendWords(trend(entry(5, ''), entry(1, '')))).toMatch(/down/)
  expect(trendWords(trend(entry(5, '')))).toBe('Very sure, once')
  expect(trendWords(trend(entry(null, '')))).toBe('Nothing said yet')
})

test('the line goes from side to side, and up where one is surer', () => {
  const points = pointsOf(trend(entry(1, '2026-12-01T10:00:00Z'), entry(3, '2026-12-02T10:00:00Z'), entry(5, '2026-12-03T10:00:00Z')), 100, 40)
  expect(points.map(({ x, y }) => [x, y])).toEqual([[0, 40], [50, 20], [100, 0]])
  expect(pointsOf(trend(entry(2, '')), 100, 40).map(({ x, y }) => [x, y])).toEqual([[50, 30]])
  expect(pointsOf(trend(), 100, 40)).toEqual([])
})

test('what is asked names the moment', () => {
  expect(askWords({ moment: 'start', milestoneId: null, milestone: null }, 'Campaign')).toBe('You are at the start of “Campaign”. How sure do you feel?')
  expect(askWords({ moment: 'checkpoint', milestoneId: 'm', milestone: 'Draft' }, 'Campaign')).toBe('“Draft” is a point to look back. How sure do you feel?')
})
