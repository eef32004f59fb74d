/** What is read from documents that people write with any program. */

const ID = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/

/** Whether a word may be an id, as docs/protocols.md has it. */
export const isId = (word: string): boolean => ID.test(word)

/** The beginning of a text, without half a character at its end. */
export const cut = (text: string, max: number): string => text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')
