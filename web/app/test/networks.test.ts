import { describe, expect, test } from 'vitest'
import { dayOf, later } from '../src/editor/blocks/dates.js'
import { countOf, countWords, networkOf } from '../src/editor/blocks/networks.js'

describe('what X counts', () => {
  const cases: [text: string, length: number][] = [
    ['Hello', 5], ['a\nb', 3], ['Zürich', 6], ['Zu\u0308rich', 6], ['“quoted” — so…', 15], ['© 2026', 6], ['日本語', 6], ['العربية', 7], ['👍', 2], ['👩‍👩‍👧‍👦', 2], ['🇬🇧', 2], ['1️⃣', 2],
    ['See example.org/a/very/long/way/to/go?with=more', 27], ['https://example.org', 23], ['no.address.here1', 16], ['👍 https://example.org/x ok', 29],
  ]
  test.each(cases)('in “%s”', (text, length) => { expect(countOf('x', text, '').length).toBe(length) })

  test('of a link behind the text, and of one alone', () => {
    expect(countOf('x', 'Come', 'https://example.org').length).toBe(28)
    expect(countOf('x', '', 'https://example.org').length).toBe(23)
  })
})

test('other networks count each character once, TikTok in UTF-16, and no link', () => {
  expect(['instagram', 'facebook', 'linkedin', 'tiktok'].map(network => countOf(network, 'ab👍', 'https://example.org').length)).toEqual([3, 3, 3, 4])
})

test('a count says in words what is left and what is too much', () => {
  expect(countWords(countOf('x', 'a'.repeat(200), ''))).toBe('200 of 280')
  expect(countWords(countOf('x', 'a'.repeat(260), ''))).toBe('260 of 280, 20 left')
  expect(countWords(countOf('x', 'a'.repeat(280), ''))).toBe('280 of 280, 0 left')
  expect(countWords(countOf('x', 'a'.repeat(285), ''))).toBe('285 of 280, 5 too many')
  expect(countWords(countOf('instagram', 'a'.repeat(2_201), ''))).toBe('2,201 of 2,200, 1 too many')
  expect(countWords(countOf('other', 'a', ''))).toBe('1 character')
})

test('a network that this version does not know is another one', () => {
  expect([networkOf('toString').name, networkOf(7).name]).toEqual(['Another network', 'Another network'])
})

test('a day is one that there is', () => {
  expect(['2026-11-30', '2028-02-29', '2026-02-29', '2026-13-01', '26-1-1', '2026-11-30T10:00', '', null, 5].map(dayOf)).toEqual(['2026-11-30', '2028-02-29', null, null, null, null, null, null, null])
  expect([later('2026-12-31', 1), later('2026-03-29', -1), later('2026-10-25', 7)]).toEqual(['2027-01-01', '2026-03-28', '2026-11-01'])
})
