/** How long texts are in the units of networks. */

export const codePoints = (text: string): number => [...text].length

/** What each address counts as on X, whatever its length, and where code points count once; all others count twice, and so does an emoji as a whole. Source: twitter-text, config/v3.json. */
const ADDRESS_LENGTH = 23
const LIGHT: readonly [number, number][] = [[0, 4_351], [8_192, 8_205], [8_208, 8_223], [8_242, 8_247]]

const ADDRESS = /\b(?:https?:\/\/)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu|gov|info|biz|io|co|app|dev|eu|uk|de|fr|nl|ie|us|ca|au|int)\b(?:[/?#][^\s]*)?/gi
const EMOJI = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\ufe0f|\u20e3/u

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** As X counts: a link of the post's own stands behind the text with a space between. */
export function weighted(text: string, link: string): number {
  let length = link ? ADDRESS_LENGTH + (text.trim() === '' ? 0 : 1) : 0
  const bare = text.normalize('NFC').replace(ADDRESS, () => { length += ADDRESS_LENGTH; return '' })
  for (const { segment } of graphemes.segment(bare)) length += EMOJI.test(segment) ? 2 : [...segment].reduce((sum, sign) => sum + weight(sign.codePointAt(0)!), 0)
  return length
}

const weight = (codePoint: number): 1 | 2 => LIGHT.some(([from, to]) => codePoint >= from && codePoint <= to) ? 1 : 2
