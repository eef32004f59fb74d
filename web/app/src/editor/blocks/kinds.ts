/** What a titled field is about. The names are kept in documents; titles and hints are words of this app. */
export interface Kind { title: string, hint: string }

export const KINDS: Record<string, Kind> = {
  audience: { title: 'Audience', hint: 'Who should stop and read? One person whom you can picture, and what they care about.' },
  message: { title: 'Message', hint: 'The one sentence that every post says in its own way.' },
  measures: { title: 'Measures', hint: 'What will you count, where does it stand now, and where should it be by when?' },
  question: { title: 'Question', hint: 'What does the client want to know, and what will they decide by it?' },
  data: { title: 'Data', hint: 'Where the figures come from, how many there are, and what is missing.' },
  insight: { title: 'Insight', hint: 'What do the figures say that the client did not know before?' },
  action: { title: 'Recommended action', hint: 'What should the client do first, and what would change by it?' },
  who: { title: 'Who they are', hint: 'Age, work, where they live, what their days are like.' },
  goals: { title: 'Goals', hint: 'What do they want to get done, and why now?' },
  obstacles: { title: 'What stands in the way', hint: 'Time, money, doubts, habits: what keeps them from it?' },
  places: { title: 'Where they are found', hint: 'Places, groups, networks and people that they trust.' },
  words: { title: 'Words they use', hint: 'How they would say it themselves. Quotes are best.' },
}

/** A kind by its name in a document, which may be of a later version or of another program. */
export const kindOf = (name: unknown): Kind => (typeof name === 'string' && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined) ?? { title: 'Section', hint: '' }

/** What a workspace is to make. */
export type Deliverable = 'free' | 'persona' | 'campaign' | 'report'

export const deliverableOf = (name: unknown): Deliverable => name === 'persona' || name === 'campaign' || name === 'report' ? name : 'free'

/** The kinds that belong to a deliverable. */
export const kindsFor: Record<Deliverable, readonly string[]> = {
  free: [],
  persona: ['who', 'goals', 'obstacles', 'places', 'words'],
  campaign: ['audience', 'message', 'measures'],
  report: ['question', 'data', 'insight', 'action'],
}
