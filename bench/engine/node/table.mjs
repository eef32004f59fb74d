// The rows: what each engine is asked for, how the result is checked, and what is to be reached (times Yjs, unless said otherwise).
const SHAPES = { sequential: 'text', random: 'text', front: 'text', clients: 'text', concurrent: 'text', pieces: 'text', map: 'map' }
export const SIZES = [10_000, 100_000, 1_000_000, 2_000_000]

/** Yjs merges in time that grows with the square, so it is given groups; of 10, 30, 100, 300 and 1,000 these are the fastest. */
const YJS_GROUP = 30

const row = (id, title, unit, recording, ask, more = {}) => ({ id, title, unit, recording, ask, check: 'state', group: 'table', ...more })

const work = [
  row('keystrokes-v1', 'apply %u keystroke updates v1, each alone', 'µs', 'keystrokes', ['apply', 'keystrokes', 1, 'text'], { goal: 5 }),
  row('keystrokes-v2', 'the same, v2', 'µs', 'keystrokes', ['apply', 'keystrokes', 2, 'text'], { goal: 5 }),
  row('rich', 'rich text, %u updates of a ProseMirror-shaped document', 'µs', 'rich', ['apply', 'rich', 1, 'xml'], { goal: 8 }),
  row('clients', '%u updates from 1,000 clients', 'µs', 'clients', ['apply', 'clients', 1, 'text'], { goal: 25 }),
  row('local', 'local edits of the keystrokes, each with its update', 'µs', 'keystrokes', ['local', 'keystrokes', 1], { goal: 10 }),
  row('local-quiet', 'the same, nobody takes the updates', 'µs', 'keystrokes', ['local', 'keystrokes', 0]),
  row('load-v1', 'load the document of the keystrokes, v1', 'ms', 'keystrokes', ['load', 'keystrokes', 1], { goal: 12 }),
  row('load-v2', 'the same, v2', 'ms', 'keystrokes', ['load', 'keystrokes', 2], { goal: 12 }),
  row('load-rich', 'load a rich document of 500 KB', 'ms', 'rich-large', ['load', 'rich-large', 1], { goal: 6 }),
  row('encode-v1', 'encode the full state, v1', 'ms', 'keystrokes', ['encode', 'keystrokes', 1], { goal: 10 }),
  row('encode-v2', 'the same, v2', 'ms', 'keystrokes', ['encode', 'keystrokes', 2], { goal: 10, check: 'state2' }),
  row('diff', 'diff for a client that lacks 1,000 updates', 'ms', 'keystrokes', ['diff', 'keystrokes'], { goal: 12, check: 'diff' }),
  row('merge', 'merge %u updates without a document (Yjs in groups)', 'ms', 'keystrokes', ['merge', 'keystrokes', 0], { below: 200, engines: ['yjs', 'ycs'], of: { yjs: ['merge', 'keystrokes', YJS_GROUP] } }),
  row('memory', 'memory of the loaded document', 'MB', 'keystrokes', ['memory', 'keystrokes', 64], { goal: 3 }),
  row('memory-rich', 'memory of the rich document', 'MB', 'rich-large', ['memory', 'rich-large', 32])
]

const traces = ['friendsforever', 'rustcode', 'sveltecomponent'].flatMap(name => [
  row(`${name}-v1`, `${name}: apply %u updates v1, each alone`, 'µs', name, ['apply', name, 1, 'text'], { group: 'traces' }),
  ...name === 'friendsforever' ? [] : [row(`${name}-local`, `${name}: local edits, each with its update`, 'µs', name, ['local', name, 1], { group: 'traces' })],
  row(`${name}-load`, `${name}: load, v1`, 'ms', name, ['load', name, 1], { group: 'traces' })
])

const flat = Object.entries(SHAPES).flatMap(([shape, root]) => SIZES
  .filter(size => shape !== 'concurrent' || size <= 100_000)
  .map(size => row(`flat-${shape}-${size}`, shape, 'µs', `flat-${shape}-${size}`, ['flat', `flat-${shape}-${size}`, `flat-${shape}-${SIZES[0]}`, root],
    { group: 'flat', shape, size, check: 'text', engines: ['yjs', 'ycs'], also: [`flat-${shape}-${SIZES[0]}`] })))

/** Rows by group or by the beginning of their id; without names those of the table and of the other traces. */
export const select = (names, isTraced) => [...work, ...traces, ...flat]
  .filter(({ group }) => group !== 'traces' || isTraced)
  .filter(({ id, group }) => names.length === 0 ? group !== 'flat' : names.some(name => name === 'all' || name === group || id === name || (name.endsWith('*') && id.startsWith(name.slice(0, -1)))))
