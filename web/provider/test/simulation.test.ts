import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Random, seeds } from './random.js'
import { World } from './world.js'

const STEPS = 400

beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] }) })
afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks() })

test('whatever happens on the way: in the end all are equal, nothing written is lost, and saved was always true', async () => {
  for (const seed of seeds('simulation', 60)) {
    const random = new Random(seed)
    vi.spyOn(Math, 'random').mockImplementation(() => random.next())
    const world = new World(random)
    try {
      for (let step = 0; step < STEPS; step++) await world.step()
      await world.settle()
      // Those of tabs that were killed.
      vi.clearAllTimers()
    } catch (error) {
      expect.fail(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}\n${world.log.slice(-Number(process.env.LOG ?? 40)).join('\n')}`)
    }
  }
}, 120_000 * Number(process.env.RUNS ?? 1))
