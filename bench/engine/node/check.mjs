// Whether what an engine came to is right, by what the recorder left. npm yjs reads the bytes.
import { contentOf } from './content.mjs'
import { readBytes, readJson } from './files.mjs'

const checks = {
  state: ({ content }, state) => contentOf([state]) === content,
  state2: ({ content }, state) => contentOf([state], 2) === content,
  diff: ({ content }, state, { folder, recording }) => contentOf([readBytes(folder, `${recording}.before`), state]) === content,
  // The measuring process has read the text where it got through; the shapes' writer knows it without a document.
  text: ({ text }, _, { measured }) => text === null || !measured.text ? undefined : measured.text === text
}

/** True or false; undefined where there was nothing to compare. */
export const check = (row, folder, measured, state) =>
  checks[row.check](readJson(folder, `${row.recording}.json`), state, { folder, recording: row.recording, measured })
