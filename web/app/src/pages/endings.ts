import type { Refusal } from '@reallearning/provider'

/** What a person is told whose room is no longer there for them. */
export interface Ending { title: string, text: string, again: boolean }

const ENDINGS: Record<string, Ending> = {
  'unknown-document': { title: 'You cannot open this room', text: 'It may not exist, or nobody has given you a link to it yet. Ask whoever works in it for one.', again: false },
  'no-right': { title: 'You are no longer in this room', text: 'Somebody who facilitates it has taken you out. What you wrote until then is kept there. Ask them for a new link if that was not meant.', again: false },
  'not-signed-in': { title: 'You are signed out', text: 'Come in again: what you wrote is kept, on the server or in this browser.', again: true },
  'document-damaged': { title: 'This text cannot be read at the moment', text: 'What is stored of it is damaged, so it is neither shown nor changed until the people who run this server have restored it. Tell them.', again: true },
  'document-full': { title: 'This text is full', text: 'It has reached the largest size that this server keeps. Go on in another one.', again: true },
}

export const endingOf = ({ code, message }: Refusal): Ending => ENDINGS[code] ?? { title: 'This room is closed for now', text: message, again: true }
