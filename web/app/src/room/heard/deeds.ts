/** What others did, for whoever listens instead of looking. */

interface Words {
  /** Of one thing, by its title, which may be empty. `to`: whom it was given to. */
  one: (title: string, to: string) => string
  many: (n: number) => string
}

const plain = (words: string): Words => ({ one: () => words, many: () => words })
const quoted = (title: string, else_: string): string => title === '' ? else_ : `“${title}”`
const things = (verb: string, thing: string, after = ''): Words =>
  ({ one: title => `${verb} ${title === '' ? `a ${thing}` : `the ${thing} “${title}”`}${after}`, many: n => `${verb} ${n} ${thing}s${after}` })

export const WORDS = {
  here: plain('here'),
  came: plain('came'),
  observes: plain('began to observe'),
  left: plain('left'),
  text: { one: title => title === '' ? 'changed the text' : `changed the text under “${title}”`, many: n => `changed the text in ${n} places` },
  stepAdded: things('added', 'step'),
  stepBegun: things('began', 'step'),
  stepDone: things('finished', 'step'),
  stepOpened: things('opened', 'step', ' again'),
  stepTaken: things('took', 'step'),
  stepGiven: { one: (title, to) => `gave the step ${quoted(title, 'without a title')} to ${to}`, many: n => `gave ${n} steps to others` },
  stepLeft: { one: title => `changed who has the step ${quoted(title, 'without a title')}`, many: n => `changed who has ${n} steps` },
  stepRenamed: { one: title => `renamed a step to “${title}”`, many: n => `renamed ${n} steps` },
  stepRemoved: things('removed', 'step'),
  commented: { one: title => `commented on ${quoted(title, 'the text')}`, many: n => `made ${n} comments` },
  replied: { one: title => `replied to a comment on ${quoted(title, 'the text')}`, many: n => `wrote ${n} replies` },
  resolved: { one: title => `resolved a comment on ${quoted(title, 'the text')}`, many: n => `resolved ${n} comments` },
  resource: things('added', 'resource'),
  pulled: things('opened', 'resource'),
  asked: { one: title => `asked ${quoted(title, 'a question')}`, many: n => `asked ${n} questions` },
  answered: { one: title => `answered the question ${quoted(title, '')}`.trim(), many: n => `gave ${n} answers` },
  closed: things('closed', 'question'),
  froze: things('froze', 'draft'),
  session: things('opened', 'critique session'),
  decided: things('wrote down', 'decision'),
  scheduled: things('scheduled', 'meeting'),
  shown: { one: title => `showed ${quoted(title, 'a draft')} to whom it is for`, many: n => `showed ${n} drafts to whom they are for` },
  reviewed: { one: title => `answered what you showed, ${quoted(title, 'a draft')}`, many: n => `answered ${n} drafts that you showed` },
} satisfies Record<string, Words>

export type What = keyof typeof WORDS

export interface Deed {
  what: What
  /** The person's id; empty where nobody knows whose hand it was. */
  by: string
  /** Their name, where whoever tells of it knows it. */
  name?: string
  /** The id of what it was done to: twice to the same is once. */
  of: string
  title: string
  to?: string
}

/** Of two that undo each other nothing is left to be said. */
export const UNDONE_BY: Partial<Record<What, readonly What[]>> = {
  left: ['here', 'came', 'observes'], came: ['left'], observes: ['left'],
  stepDone: ['stepOpened'], stepOpened: ['stepDone', 'stepBegun'], stepRemoved: ['stepAdded'], stepAdded: ['stepRemoved'], stepBegun: ['stepDone'],
}
