import type { ProtocolName } from '../lib/challenges.js'

/** Who has the word in a phase. */
export type Voice = 'all' | 'presenter' | 'responders' | 'nobody'
export interface Phase { name: string, minutes: number, voice: Voice, what: string }
export interface Protocol { name: ProtocolName, title: string, line: string, phases: Phase[] }

export const voiceWords: Record<Voice, string> = { all: 'everybody speaks', presenter: 'the presenters speak', responders: 'the responders speak, the presenters listen', nobody: 'nobody speaks' }

/** The critique protocols, phase by phase. */
export const protocols: readonly Protocol[] = [
  {
    name: 'kind', title: 'Kind, specific, helpful', line: 'Strengths first, then suggestions, each to a passage and a criterion. Needs success criteria on the brief.',
    phases: [
      { name: 'Norms', minutes: 1, voice: 'all', what: 'Agree to be kind, specific and helpful' },
      { name: 'Present', minutes: 3, voice: 'presenter', what: 'Show the work and ask the focus question' },
      { name: 'Clarify', minutes: 3, voice: 'all', what: 'Questions about facts alone' },
      { name: 'Silent write', minutes: 7, voice: 'nobody', what: 'Private notes, each with a passage and a criterion' },
      { name: 'Reveal, kind', minutes: 4, voice: 'responders', what: 'All notes appear at once; strengths are said' },
      { name: 'Helpful', minutes: 6, voice: 'responders', what: 'Suggestions are said' },
      { name: 'Response', minutes: 3, voice: 'presenter', what: 'What was heard' },
      { name: 'Commit', minutes: 2, voice: 'presenter', what: 'Accept, adapt, park or decline, and why' },
      { name: 'Debrief', minutes: 1, voice: 'all', what: 'What helped' },
    ],
  },
  {
    name: 'tuning', title: 'Tuning', line: 'A close look in silence, then warm and cool feedback that the presenters only listen to.',
    phases: [
      { name: 'Introduction', minutes: 2, voice: 'all', what: 'Who does what' },
      { name: 'Present', minutes: 5, voice: 'presenter', what: 'The work, where it stands, what is asked' },
      { name: 'Clarify', minutes: 3, voice: 'all', what: 'Questions about facts alone' },
      { name: 'Examine', minutes: 7, voice: 'nobody', what: 'Read closely; private notes' },
      { name: 'Pause', minutes: 2, voice: 'nobody', what: 'Choose what is worth saying' },
      { name: 'Warm', minutes: 4, voice: 'responders', what: 'What works' },
      { name: 'Cool', minutes: 6, voice: 'responders', what: 'What is open, begun with “I wonder”' },
      { name: 'Reflect', minutes: 5, voice: 'presenter', what: 'Think aloud about what was heard' },
      { name: 'Debrief', minutes: 2, voice: 'all', what: 'How it went' },
    ],
  },
  {
    name: 'four-step', title: 'Four-step response', line: 'The authors lead: they ask, and opinions need their permission.',
    phases: [
      { name: 'Present', minutes: 3, voice: 'presenter', what: 'Show the work' },
      { name: 'Meaning', minutes: 5, voice: 'responders', what: 'What was striking; nothing negative' },
      { name: 'The authors ask', minutes: 6, voice: 'all', what: 'Answers to their questions alone' },
      { name: 'Neutral questions', minutes: 6, voice: 'all', what: 'Questions without an opinion in them' },
      { name: 'Permitted opinions', minutes: 6, voice: 'all', what: 'Each is offered, and may be declined' },
      { name: 'Wrap up', minutes: 2, voice: 'presenter', what: 'What comes next' },
    ],
  },
  {
    name: 'gallery', title: 'Gallery', line: 'Everybody walks past every group’s work in silence. Good for a first look at many drafts.',
    phases: [
      { name: 'Set up', minutes: 2, voice: 'all', what: 'The work is hung up' },
      { name: 'Silent walk', minutes: 18, voice: 'nobody', what: 'At least three visitors to each, a like and a wonder from each of them' },
      { name: 'Read one’s own', minutes: 3, voice: 'nobody', what: 'What the visitors left' },
      { name: 'Patterns', minutes: 3, voice: 'all', what: 'What strong work shares becomes a criterion' },
      { name: 'Commit', minutes: 2, voice: 'all', what: 'What will change' },
    ],
  },
  {
    name: 'like-wish', title: 'I like, I wish, what if', line: 'The shortest one, for an early idea or a quick look.',
    phases: [
      { name: 'Choose', minutes: 1, voice: 'all', what: 'Whose work, and which part' },
      { name: 'Share', minutes: 2, voice: 'presenter', what: 'Show it' },
      { name: 'Clarify', minutes: 2, voice: 'all', what: 'Questions about facts alone' },
      { name: 'I like', minutes: 2, voice: 'responders', what: 'What should stay' },
      { name: 'I wish', minutes: 2, voice: 'responders', what: 'What could be better' },
      { name: 'What if', minutes: 2, voice: 'responders', what: 'Ideas, however wild' },
      { name: 'Reflect', minutes: 2, voice: 'presenter', what: 'What to try' },
    ],
  },
]

export const protocolOf = (name: ProtocolName | null): Protocol | null => protocols.find(protocol => protocol.name === name) ?? null
export const minutesOf = ({ phases }: Protocol): number => phases.reduce((sum, { minutes }) => sum + minutes, 0)
