import ICAL from 'ical.js'
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { addAgreement, AGREEMENTS_MAX, carry, difference, readAgreements, removeAgreement, restoreAgreement, writeAgreement } from '../src/group/agreements.js'
import { toIcs } from '../src/group/ics.js'
import { countdown, fromField, lengthWords, sortMeetings, toField, whenWords, zoneWords } from '../src/group/schedule.js'
import { askOf, partsOf } from '../src/group/voices.js'
import type { Meeting } from '../src/room/model.js'

// Clocks go forward there on 28 March 2027.
vi.hoisted(() => { process.env.TZ = 'Europe/Berlin' })

const at = (text: string): number => Date.parse(text)
const NOW = at('2026-11-27T17:00:00Z')
const meeting = (id: string, start: string, patch: Partial<Meeting> = {}): Meeting =>
  ({ id, kind: 'working', title: id, start: at(start), minutes: 60, place: '', url: '', by: 'ada', at: 0, moves: 0, moved: null, cancelledBy: null, cancelledAt: null, ...patch })

test('what is on or next comes first; what is over or called off is past, the last first', () => {
  const { next, later, past } = sortMeetings([
    meeting('far', '2026-12-24T18:00Z'), meeting('over', '2026-11-27T16:00Z'), meeting('on', '2026-11-27T16:30Z'), meeting('soon', '2026-11-28T18:00Z'),
    meeting('off', '2026-11-27T18:00Z', { cancelledAt: 1, cancelledBy: 'bea' }),
  ], NOW)
  expect([next?.id, later.map(({ id }) => id), past.map(({ id }) => id)]).toEqual(['on', ['soon', 'far'], ['off', 'over']])
})

test.each([
  ['2026-11-27T17:00:30Z', 'in less than a minute'], ['2026-11-27T17:25:00Z', 'in 25 minutes'], ['2026-11-27T20:10:00Z', 'in 3 hours'],
  ['2026-11-27T23:30:00+01:00', 'in 5 hours'], ['2026-11-28T00:30:00+01:00', 'tomorrow'], ['2026-11-28T18:00:00Z', 'tomorrow'], ['2026-12-03T00:10:00+01:00', 'in 6 days'],
  ['2026-11-27T16:59:00Z', 'now'], ['2026-11-27T16:00:00Z', 'over'],
])('a meeting at %s is %s', (start, words) => {
  expect(countdown(meeting('m', start), NOW)).toBe(words)
})

test('times are those of the person, over a change of the clocks too', () => {
  expect(whenWords(meeting('m', '2026-12-03T17:00:00Z', { minutes: 90 }), NOW)).toBe('Thu 3 Dec, 18:00 to 19:30')
  expect(whenWords(meeting('m', '2027-03-27T17:00:00Z'), NOW)).toBe('Sat 27 Mar 2027, 18:00 to 19:00')
  expect(whenWords(meeting('m', '2026-12-03T22:30:00Z'), NOW)).toBe('Thu 3 Dec, 23:30 to Fri 4 Dec, 00:30')
  expect(fromField('2027-03-27T18:00')).toBe(at('2027-03-27T17:00:00Z'))
  expect(fromField('2027-03-28T18:00')).toBe(at('2027-03-28T16:00:00Z'))
  for (const instant of ['2026-12-03T17:00:00Z', '2027-03-28T16:00:00Z', '2027-07-01T00:05:00Z']) expect(fromField(toField(at(instant)))).toBe(at(instant))
  expect(fromField('')).toBeNaN()
  expect([zoneWords('Europe/Berlin'), zoneWords('America/New_York'), zoneWords('Etc/UTC')]).toEqual(['Berlin time', 'New York time', 'UTC'])
  expect([lengthWords(60), lengthWords(90), lengthWords(45), lengthWords(120)]).toEqual(['1 hour', '1 hour 30 minutes', '45 minutes', '2 hours'])
})

test('a calendar file is what a parser reads again, whatever is in the words', () => {
  const title = 'Kritik; Runde 1, „Entwurf“ \\ 🎉\nzweite Zeile '.repeat(6).slice(0, 200)
  const file = toIcs([
    meeting('m1', '2026-12-03T17:00:00Z', { title, minutes: 90, place: 'Bücherei, 2. Stock', url: 'https://meet.example.org/a?b=c;d,e', moves: 2 }),
    meeting('m2', '2026-12-10T17:00:00Z', { cancelledAt: 1, cancelledBy: 'ada' }),
  ], 'Group 3', 'learn.example.org', NOW)
  for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(file).not.toMatch(/[^\r]\n/)

  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[])
  const [first, second] = calendar.getAllSubcomponents('vevent').map(component => new ICAL.Event(component))
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
  expect(first!.summary).toBe(`${title} (Group 3)`)
  expect(first!.startDate.toJSDate().getTime()).toBe(at('2026-12-03T17:00:00Z'))
  expect(first!.endDate.toJSDate().getTime()).toBe(at('2026-12-03T18:30:00Z'))
  expect([first!.location, first!.uid, first!.sequence]).toEqual(['Bücherei, 2. Stock', 'm1@learn.example.org', 2])
  expect(first!.component.getFirstPropertyValue('url')).toBe('https://meet.example.org/a?b=c;d,e')
  expect([first, second].map(event => event!.component.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CANCELLED'])
  expect(first!.component.getFirstPropertyValue('dtstamp')!.toString()).toBe('2026-11-27T17:00:00Z')
})

test('agreements are read in their order, and what is none is skipped', () => {
  const doc = new Y.Doc()
  const map = doc.getMap('agreements')
  map.set('a b', new Y.Map([['text', new Y.Text('no id')]]))
  map.set('plain', 'words')
  map.set('string', new Y.Map([['text', 'no text']]))
  expect(addAgreement(doc, 'one', 'We answer')).toBe(true)
  expect(addAgreement(doc, 'two', '')).toBe(true)
  expect(addAgreement(doc, 'one', 'again')).toBe(false)
  const gone = removeAgreement(doc, 'one')!
  expect(readAgreements(doc).map(({ id }) => id)).toEqual(['two'])
  restoreAgreement(doc, gone)
  expect(readAgreements(doc).map(({ id, text }) => [id, text])).toEqual([['one', 'We answer'], ['two', '']])
  for (let i = 2; i < AGREEMENTS_MAX; i++) expect(addAgreement(doc, `n${i}`, '')).toBe(true)
  expect(addAgreement(doc, 'more', '')).toBe(false)
})

test('two who write in one agreement keep both their words', () => {
  const [ada, bea] = [new Y.Doc(), new Y.Doc()]
  addAgreement(ada, 'one', 'We answer each other.')
  Y.applyUpdate(bea, Y.encodeStateAsUpdate(ada))
  writeAgreement(ada, 'one', 'We always answer each other.')
  writeAgreement(bea, 'one', 'We answer each other within a day.')
  Y.applyUpdate(ada, Y.encodeStateAsUpdate(bea))
  Y.applyUpdate(bea, Y.encodeStateAsUpdate(ada))
  expect(readAgreements(ada)[0]!.text).toBe('We always answer each other within a day.')
  expect(readAgreements(bea)).toEqual(readAgreements(ada))
})

/** Half a character. */
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

test('a difference keeps characters whole and the caret where it was', () => {
  expect(difference('🎉', '🎊')).toEqual({ at: 0, gone: 2, come: '🎊' })
  expect(difference('a😀b', 'a🨀b')).toEqual({ at: 1, gone: 2, come: '🨀' })
  expect(difference('aa', 'aaa')).toEqual({ at: 2, gone: 0, come: 'a' })
  expect([carry(3, 'We answer', 'Oh we answer'), carry(9, 'We answer', 'We always answer'), carry(2, 'We answer', 'We'), carry(9, 'We answer', 'We')]).toEqual([6, 16, 2, 2])

  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  let state = seed
  const next = (max: number): number => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return (state >>> 8) % max }
  const word = (): string => Array.from({ length: next(8) }, () => ['a', 'b', '🎉', '🎊', 'é'][next(5)]).join('')
  for (let i = 0; i < 2_000; i++) {
    const [before, after] = [word(), word()]
    const { at: place, gone, come } = difference(before, after)
    expect(before.slice(0, place) + come + before.slice(place + gone), `SEED=${seed}`).toBe(after)
    expect([place, gone].every(n => n >= 0) && !HALF.test(before.slice(0, place)) && !HALF.test(come), `SEED=${seed}`).toBe(true)
  }
})

test.each([
  ['alone', { people: 1, written: 900, writtenByAll: 900, said: 9, saidByAll: 9 }, [], ''],
  ['too little', { people: 3, written: 199, writtenByAll: 199, said: 3, saidByAll: 3 }, [], ''],
  ['even', { people: 4, written: 250, writtenByAll: 1000, said: 1, saidByAll: 4 }, ['25% of the text is yours.', '25% of what was said came from you.'], 'About an even part.'],
  ['loud', { people: 4, written: 800, writtenByAll: 1000, said: 0, saidByAll: 0 }, ['80% of the text is yours.'], 'Much of it is yours. Whom have you not heard yet?'],
  ['quiet', { people: 2, written: 3, writtenByAll: 1000, said: 0, saidByAll: 10 }, ['Under 1% of the text is yours.', '0% of what was said came from you.'], 'Little of it is yours so far. What do you see that the others do not?'],
  ['writes much, says little', { people: 2, written: 900, writtenByAll: 1000, said: 1, saidByAll: 10 }, ['90% of the text is yours.', '10% of what was said came from you.'], 'You write more than an even part. Who could take some of it?'],
  ['nearly all', { people: 2, written: 9999, writtenByAll: 10000, said: 0, saidByAll: 0 }, ['Over 99% of the text is yours.'], 'Much of it is yours. Whom have you not heard yet?'],
  ['even on paper, silent', { people: 2, written: 500, writtenByAll: 1000, said: 1, saidByAll: 10 }, ['50% of the text is yours.', '10% of what was said came from you.'], 'You say little about it. What have you noticed?'],
  ['even on paper, talking', { people: 2, written: 500, writtenByAll: 1000, said: 9, saidByAll: 10 }, ['50% of the text is yours.', '90% of what was said came from you.'], 'You say more than you write. Which part of the text would you take?'],
])('a voice that is %s', (_, voice, words, ask) => {
  const parts = partsOf(voice)
  expect([parts.map(({ words }) => words), askOf(parts)]).toEqual([words, ask])
  for (const { even } of parts) expect(even).toBe(1 / voice.people)
})
