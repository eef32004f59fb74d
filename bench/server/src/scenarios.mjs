// What is measured. A person is one connection; `writers` of the `people` of a document type. Rates are per writer and second; those that are ours are of this
// server alone, and run where they are asked for.
const room = { kind: 'typing', documents: 1, people: 30, writers: 10, editsPerS: 5, cursorsPerS: 2 }

export const scenarios = {
  room: { ...room, warmS: 10, measureS: 12, says: '30 people in a document, 10 of them type 5 characters a second' },
  minute: { ...room, isOurs: true, warmS: 10, measureS: 60, says: 'the same for a minute' },
  'sign-ins': { ...room, isOurs: true, warmS: 10, measureS: 60, signIns: 500, says: 'the same minute while 500 people sign in by password' },
  start: { ...room, warmS: 0, measureS: 3, says: 'the same in the first 3 seconds of a server’s life' },
  cohort: { kind: 'typing', documents: 200, people: 5, writers: 2, editsPerS: 2, cursorsPerS: 0, warmS: 6, measureS: 8, says: '200 documents with 5 people each, 2 of them type 2 characters a second' },
  broadcast: { kind: 'typing', documents: 1, people: 502, writers: 2, editsPerS: 10, cursorsPerS: 0, warmS: 6, measureS: 8, says: '2 people type 10 characters a second, 500 watch' },
  'room-max': { kind: 'flood', documents: 1, people: 30, writers: 10, outstanding: 8, warmS: 15, measureS: 8, says: 'a room of 30, 10 of whom send as fast as it goes, 8 edits on their way each' },
  'cohort-max': { kind: 'flood', documents: 50, people: 5, writers: 2, outstanding: 2, warmS: 15, measureS: 8, says: '50 documents with 5 people each, 2 of whom send as fast as it goes' },
  storm: { kind: 'storm', people: 200, edits: 260_000, says: '200 people open a document of 260,000 edits at the same moment' },
  idle: { kind: 'idle', documents: 2_000, documentBytes: 10 << 10, settleS: 10, measureS: 5, says: '2,000 open documents of 10 KB with one person each, at rest' }
}
