import { codePoints, weighted } from './count.js'

export interface Network {
  name: string
  /** Two signs for where there is little room. */
  short: string
  /** The longest text that it takes, in its own units; null where nobody says. */
  limit: number | null
  /** How long a text is in those units. */
  length: (text: string, link: string) => number
}

/**
 * Where the limits are from, each as of 2026:
 * - Instagram, caption, 2,200 characters: sproutsocial.com/glossary/character-count, caseconv.co/blog (Meta's own reference was not to be had);
 * - Facebook, post, 63,206 characters: sproutsocial.com/glossary/character-count;
 * - LinkedIn, post, 3,000 characters: ayrshare.com/docs/apis/post/social-networks/linkedin, docs.postsyncer.com/platforms/linkedin;
 * - X, post, 280 weighted characters: developer.x.com/en/docs/counting-characters;
 * - TikTok, caption of a video, 2,200 UTF-16 units: developers.tiktok.com/doc/content-posting-api-reference-direct-post.
 */
export const NETWORKS: Record<string, Network> = {
  instagram: { name: 'Instagram', short: 'Ig', limit: 2_200, length: codePoints },
  facebook: { name: 'Facebook', short: 'Fb', limit: 63_206, length: codePoints },
  linkedin: { name: 'LinkedIn', short: 'in', limit: 3_000, length: codePoints },
  x: { name: 'X', short: 'X', limit: 280, length: weighted },
  tiktok: { name: 'TikTok', short: 'Tt', limit: 2_200, length: text => text.length },
  other: { name: 'Another network', short: '…', limit: null, length: codePoints },
}

/** A network's own name in a document; `other` for one that this version does not know. */
export const networkName = (name: unknown): string => typeof name === 'string' && Object.hasOwn(NETWORKS, name) ? name : 'other'

export const networkOf = (name: unknown): Network => NETWORKS[networkName(name)]!

export interface Count { length: number, limit: number | null, left: number | null, state: 'fits' | 'nearly' | 'over' }

/** Less than this share of the limit is left: it is said how much. */
const NEARLY = 0.1

export function countOf(network: unknown, text: string, link: string): Count {
  const { limit, length } = networkOf(network)
  const now = length(text, link)
  const left = limit === null ? null : limit - now
  return { length: now, limit, left, state: left === null ? 'fits' : left < 0 ? 'over' : left < limit! * NEARLY ? 'nearly' : 'fits' }
}

/** The count in words, without a colour to explain it: "12 of 280", "260 of 280, 20 left", "5 too many". */
export function countWords({ length, limit, left, state }: Count): string {
  const n = (value: number): string => value.toLocaleString('en-GB')
  if (limit === null) return length === 1 ? '1 character' : `${n(length)} characters`
  return `${n(length)} of ${n(limit)}${state === 'nearly' ? `, ${n(left!)} left` : state === 'over' ? `, ${n(-left!)} too many` : ''}`
}
