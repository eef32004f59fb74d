import type { RoomModel } from '../model.js'
import type { Deed } from './deeds.js'

/** All that a room keeps of who did what, each under a name of its own: what is new in it was done since. */
export function factsOf(room: RoomModel): Map<string, Deed> {
  const facts = new Map<string, Deed>()
  const add = (what: Deed['what'], by: string | null | undefined, of: string, title: string): void => {
    if (by) facts.set(`${what} ${by} ${of}`, { what, by, of, title })
  }
  for (const thread of room.threads) {
    const [first, ...replies] = thread.comments
    add('commented', first?.by, thread.id, thread.quote)
    for (const reply of replies) add('replied', reply.by, reply.id, thread.quote)
    if (thread.resolved) add('resolved', thread.resolvedBy, thread.id, thread.quote)
  }
  const resources = new Map(room.resources.map(resource => [resource.id, resource.title]))
  for (const { id, by, title } of room.resources) add('resource', by, id, title)
  for (const { resourceId, by } of room.pulls) add('pulled', by, resourceId, resources.get(resourceId) ?? '')
  for (const question of room.questions) {
    add('asked', question.by, question.id, question.text)
    for (const answer of question.answers) add('answered', answer.by, answer.id, question.text)
    add('closed', question.closedBy, question.id, question.text)
  }
  for (const { id, by, title } of room.snapshots) add('froze', by, id, title)
  for (const { id, by, title } of room.sessions) add('session', by, id, title)
  for (const { id, by, versions } of room.decisions) add('decided', by, id, versions.at(-1)?.text ?? '')
  for (const { id, by, title } of room.meetings) add('scheduled', by, id, title)
  for (const { id, by, title, review } of room.submissions) {
    add('shown', by, id, title)
    add('reviewed', review?.by, id, title)
  }
  return facts
}

/** What others did between two readings of a room. */
export const news = (before: Map<string, Deed>, after: Map<string, Deed>, me: string): Deed[] =>
  [...after].filter(([key, { by }]) => by !== me && !before.has(key)).map(([, deed]) => deed)
