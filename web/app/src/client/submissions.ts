import { ago, list } from '../lib/words.js'
import type { Submission } from '../room/model.js'

/** Where something that was shown stands, in a line for the group. */
export function standOf({ by, withdrawnAt, withdrawnBy, readings, review }: Submission, nameOf: (id: string) => string, now: number): string {
  if (withdrawnAt !== null) return `Taken back by ${nameOf(withdrawnBy ?? by)}, ${ago(withdrawnAt, now)}`
  if (review) return `${nameOf(review.by)} ${review.signed ? 'signed it off' : 'asks for changes'}, ${ago(review.at, now)}`
  return readings.length === 0 ? 'Nobody has read it yet' : `Read by ${readersOf(readings, nameOf)}`
}

/** Clients by name; of judges only how many. */
export function readersOf(readings: Submission['readings'], nameOf: (id: string) => string): string {
  const judges = readings.filter(({ by }) => by === null).length
  return list([...readings.flatMap(({ by }) => by === null ? [] : nameOf(by)), ...(judges === 0 ? [] : [judges === 1 ? 'a judge' : `${judges} judges`])], 4)
}

/** Drafts that the client does not have, the newest first. */
export const showable = <T extends { id: string }>(snapshots: readonly T[], submissions: readonly Submission[]): T[] =>
  snapshots.filter(({ id }) => !submissions.some(({ snapshotId, withdrawnAt }) => snapshotId === id && withdrawnAt === null)).reverse()
