/** Critique protocols by their names in the room. */
const PROTOCOLS: Record<string, string> = { kind: 'Kind, specific, helpful', tuning: 'Tuning', 'four-step': 'Four-step response', gallery: 'Gallery', 'like-wish': 'I like, I wish, what if' }

export const protocolWord = (name: string): string => PROTOCOLS[name] ?? name
