import { expect, test } from 'vitest'
import { merge } from '../src/challenge/merge.js'
import { addressOf, sendable } from '../src/challenge/sendable.js'
import type { ChallengeText } from '../src/lib/challenges.js'

const text = (patch: Partial<ChallengeText> = {}): ChallengeText => ({
  title: 'Autumn', brief: { client: '', purpose: '', audience: '', criteria: [], due: null }, outside: '', deliverable: 'free', milestones: [], steps: [], resources: [], ...patch,
})
const steps = (...ids: string[]): ChallengeText['steps'] => ids.map(id => ({ id, title: id, hint: '', milestoneId: null }))

test('an address may come without its scheme, and what is none is not one', () => {
  expect(['', ' example.org/a ', 'http://example.org', 'https://example.org:8080/a?b=c#d', 'localhost:5080/x'].map(addressOf)).toEqual(['', 'https://example.org/a', 'http://example.org', 'https://example.org:8080/a?b=c#d', 'https://localhost:5080/x'])
  expect(['example', 'two words.org', 'javascript:alert(1)', 'mailto:ada@example.org', 'ftp://example.org', `https://example.org/${'a'.repeat(2_000)}`].map(addressOf)).toEqual([null, null, null, null, null, null])
})

test('what nobody has begun is not sent, and what has no name gets one', () => {
  const sent = sendable(text({
    title: ' ',
    brief: { client: ' Library ', purpose: '', audience: '', criteria: ['', ' one '], due: '2026-01-01' },
    milestones: [{ id: 'm', title: '', day: 3.4, protocol: null }, { id: 'n', title: '', day: 9, protocol: 'tuning' }],
    steps: [{ id: 's', title: '', hint: '', milestoneId: null }, { id: 't', title: '', hint: 'why', milestoneId: 'm' }],
    resources: [{ id: 'r', title: '', url: 'example.org', note: '', stepIds: ['s', 't'] }, { id: 'q', title: '', url: 'not yet', note: '', stepIds: [] }, { id: 'p', title: '', url: '', note: '', stepIds: [] }],
  }))
  expect(sent).toEqual(text({
    title: 'Without a title',
    brief: { client: 'Library', purpose: '', audience: '', criteria: ['one'], due: null },
    milestones: [{ id: 'm', title: 'Milestone 1', day: 3, protocol: null }, { id: 'n', title: 'Milestone 2', day: 9, protocol: 'tuning' }],
    steps: [{ id: 't', title: 'Step 1', hint: 'why', milestoneId: 'm' }],
    resources: [{ id: 'r', title: 'https://example.org', url: 'https://example.org', note: '', stepIds: ['t'] }, { id: 'q', title: 'Resource 2', url: '', note: '', stepIds: [] }],
  }))
  expect(sendable(sent)).toEqual(sent)
})

test('what two wrote in different places is brought together', () => {
  const base = text({ steps: steps('a', 'b', 'c') })
  const mine = text({ title: 'Winter', steps: [...steps('c', 'a', 'mine'), { ...steps('b')[0]!, hint: 'mine' }] })
  const theirs = text({ outside: 'Everybody', steps: [{ ...steps('a')[0]!, title: 'A' }, ...steps('theirs', 'b')] })
  const { text: both, clashes } = merge(base, mine, theirs)

  expect(clashes).toEqual([])
  expect([both.title, both.outside]).toEqual(['Winter', 'Everybody'])
  // My order; the one that they took out is gone, the one that they put behind "a" stands there.
  expect(both.steps.map(({ id, title, hint }) => [id, title, hint].join(' ').trim())).toEqual(['a A', 'theirs theirs', 'mine mine', 'b b mine'])
})

test('what two wrote into the same place is asked, and nothing is lost until then', () => {
  const base = text({ title: 'Autumn', steps: steps('a', 'b') })
  const mine = text({ title: 'Mine', steps: [{ ...steps('a')[0]!, hint: 'mine' }, ...steps('b')] })
  const theirs = text({ title: 'Theirs', steps: steps('b') })

  const asked = merge(base, mine, theirs)
  expect(asked.clashes).toEqual([{ key: 'title', label: 'Title', mine: 'Mine', theirs: 'Theirs' }, { key: 'Step a', label: 'Step: a', mine: 'a\nmine', theirs: 'Taken out' }].sort((a, b) => Number(b.key === 'Step a') - Number(a.key === 'Step a')))
  expect(asked.text).toEqual(mine)
  const settled = merge(base, mine, theirs, { 'title': 'theirs', 'Step a': 'mine' })
  expect([settled.clashes, settled.text.title, settled.text.steps.map(({ id }) => id)]).toEqual([[], 'Theirs', ['a', 'b']])
})

test('what points to something that the other took out points to nothing', () => {
  const base = text({ milestones: [{ id: 'm', title: 'm', day: 1, protocol: null }], steps: steps('a') })
  const mine = text({ ...base, steps: [{ ...steps('a')[0]!, milestoneId: 'm' }], resources: [{ id: 'r', title: 'r', url: '', note: '', stepIds: ['a'] }] })

  expect(merge(base, mine, text({ steps: steps('a') })).text.steps[0]!.milestoneId).toBeNull()
  expect(merge(base, { ...mine, steps: base.steps }, text({ milestones: base.milestones })).text.resources[0]!.stepIds).toEqual([])
})

test('an answer that was lost on the way is no clash', () => {
  const mine = text({ title: 'Mine', steps: steps('a') })
  expect(merge(text(), mine, structuredClone(mine))).toEqual({ text: mine, clashes: [] })
})
