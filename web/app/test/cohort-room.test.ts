import { afterEach, describe, expect, test, vi } from 'vitest'
import { CohortRoom } from '../src/cohort/cohort.svelte.js'
import { cohorts, type Cohort } from '../src/lib/cohorts.js'

// What the compiler makes of a rune is left out here: nothing looks at it, and a value is a value.
vi.hoisted(() => { Object.assign(globalThis, { $state: Object.assign((value: unknown) => value, { raw: (value: unknown) => value }) }) })

/** Lea and Mia, and the group of each. */
const cohort = (lea: string | null, mia: string | null): Cohort => ({
  people: [{ id: 'lea', groupId: lea }, { id: 'mia', groupId: mia }], groups: [{ id: 'owls', members: 0 }, { id: 'foxes', members: 0 }],
} as unknown as Cohort)

const groupsOf = (room: CohortRoom) => room.cohort!.people.map(({ groupId }) => groupId)

describe('a cohort on the screen', () => {
  afterEach(() => { vi.restoreAllMocks() })

  test('keeps who is being placed where they are seen, whatever was asked before is answered', async () => {
    const read = vi.spyOn(cohorts, 'read').mockResolvedValue(cohort(null, null))
    const answers: (() => void)[] = []
    vi.spyOn(cohorts, 'command').mockImplementation(() => new Promise(done => { answers.push(() => { done({ token: null }) }) }))
    const room = new CohortRoom('c')
    await vi.waitFor(() => { expect(room.cohort).not.toBeNull() })

    const first = room.place('lea', 'owls')
    const second = room.place('mia', 'foxes')
    read.mockResolvedValue(cohort('owls', null))
    answers[0]!()
    await first
    expect(groupsOf(room)).toEqual(['owls', 'foxes'])

    read.mockResolvedValue(cohort('owls', 'foxes'))
    answers[1]!()
    await second
    expect(groupsOf(room)).toEqual(['owls', 'foxes'])
  })

  test('puts back whom the server refused to place, and nobody else', async () => {
    const read = vi.spyOn(cohorts, 'read').mockResolvedValue(cohort(null, null))
    const room = new CohortRoom('c')
    await vi.waitFor(() => { expect(room.cohort).not.toBeNull() })
    vi.spyOn(cohorts, 'command').mockImplementation(() => Promise.reject(new Error('No.')))
    read.mockResolvedValue(cohort('owls', null))

    await room.place('mia', 'foxes')

    expect(groupsOf(room)).toEqual(['owls', null])
  })
})
