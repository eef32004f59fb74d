import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { FakeServer } from './fake-server.js'
import { open, state, until } from './support.js'
import { LocalStore } from '../src/store.js'

const kept = async (person: string): Promise<number> => (await new LocalStore(`${person} workspace/abc/content`).load()).queue.length

const untilKept = async (person: string, count: number): Promise<void> => {
  for (let tries = 0; tries < 400 && await kept(person) !== count; tries++) await new Promise(resolve => setImmediate(resolve))
  expect(await kept(person)).toBe(count)
}

test('unsaved edits of a closed tab are pushed by the next one', async () => {
  const server = new FakeServer()
  server.reachable = false
  const before = open(server, { person: 'ada' })
  await before.provider.loaded
  before.text.insert(0, 'written offline')
  await untilKept('ada', 1)
  before.provider.destroy()

  server.reachable = true
  const after = open(server, { person: 'ada' })
  await until(() => after.text.toString() === 'written offline', 'the words are back')
  await state(after, 'saved')
  expect(server.doc.getText('t').toString()).toBe('written offline')
  expect(server.received.some(item => item.method === 'Push')).toBe(true)
  await untilKept('ada', 0)
})

test('a second person at the same browser neither sees nor sends what the first one left', async () => {
  const server = new FakeServer()
  server.reachable = false
  const ada = open(server, { person: 'ada2' })
  await ada.provider.loaded
  ada.text.insert(0, 'private')
  await untilKept('ada2', 1)
  ada.provider.destroy()

  server.reachable = true
  const bea = open(server, { person: 'bea2' })
  await state(bea, 'saved')
  expect(bea.text.toString()).toBe('')
  expect(server.doc.getText('t').toString()).toBe('')
  expect(await kept('ada2')).toBe(1)
})

test('a refused write is forgotten, so that it does not come back with the next load', async () => {
  const server = new FakeServer()
  const ada = open(server, { person: 'ada3' })
  await state(ada, 'saved')
  server.refuses = { code: 'no-right', message: 'no' }
  ada.text.insert(0, 'x')
  await state(ada, 'refused')
  await untilKept('ada3', 0)
  server.refuses = null
  ada.provider.destroy()
  const again = open(server, { person: 'ada3' })
  await state(again, 'saved')
  expect(again.text.toString()).toBe('')
})
