import { expect, test } from 'vitest'
import { waits } from '../src/learning/questions.js'
import { hostOf, pullsOf, resourcesFor, search } from '../src/learning/resources.js'
import type { Resource } from '../src/room/model.js'

const resource = (id: string, more: Partial<Resource> = {}): Resource => ({ id, title: id, url: '', note: '', stepIds: [], kind: 'found', by: 'ada', at: 0, ...more })

test('what belongs to a step stands first; without a step all are alike', () => {
  const all = [resource('a'), resource('b', { stepIds: ['s1'] }), resource('c', { stepIds: ['s2', 's1'] })]
  const ids = ({ here, others }: ReturnType<typeof resourcesFor>): string => `${here.map(({ id }) => id).join('')}|${others.map(({ id }) => id).join('')}`
  expect([ids(resourcesFor(all, 's1')), ids(resourcesFor(all, null))]).toEqual(['bc|a', '|abc'])
})

test('a search finds all of its words in title, note and address, titles first', () => {
  const all = [resource('a', { title: 'Hours', note: 'Opening lines' }), resource('b', { title: 'Lines that open' }), resource('c', { title: 'X', url: 'https://lines.example' })]
  expect(search(all, 'LINE').map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(search(all, 'line open').map(({ id }) => id)).toEqual(['b', 'a'])
  expect(search(all, ' ')).toHaveLength(3)
  expect(search(all, 'nothing')).toEqual([])
})

test('an address is whose it is, and one that is none is nobody’s', () => {
  expect([hostOf('https://www.example.org/x?y'), hostOf('not an address'), hostOf('')]).toEqual(['example.org', '', ''])
})

test('who drew on a resource last stands first', () => {
  const pulls = ['ada', 'bea', 'cem'].map((by, at) => ({ resourceId: by === 'bea' ? 'r2' : 'r1', stepId: null, by, at }))
  expect(pullsOf(pulls, 'r1').map(({ by }) => by)).toEqual(['cem', 'ada'])
})

test('a question waits for as long as one says it', () => {
  expect([0, 59_000, 60_000, 7_200_000, 90_000_000].map(past => waits(1_000, 1_000 + past))).toEqual(['a moment', 'a moment', '1 minute', '2 hours', '1 day'])
})
