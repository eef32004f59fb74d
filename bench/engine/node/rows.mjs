// What is measured, for an engine of engines.mjs. The .NET program has the same kinds under the same names. Each returns
// { micros, runs } for one unit, or { bytes }, and the `state` or other bytes by which the result is checked.
import crypto from 'node:crypto'
import { readBytes, readEdits, readMany } from './files.mjs'
import { measure, measureOnce } from './measure.mjs'

const ROOTS = { text: 'text', xml: 'fragment', map: 'map' }

const per = (measured, count) => ({ ...measured, micros: measured.micros / count })

export const kinds = {
  /** Every update of a recording, each alone. The root is known, as it is in use. */
  apply: (engine, folder, name, version, root) => {
    const updates = readMany(folder, `${name}.v${version}`)
    const apply = engine.apply[version]
    const measured = measure({
      prepare: engine.create,
      free: engine.free,
      run: doc => {
        engine[ROOTS[root]](doc)
        for (const update of updates) apply(doc, update)
        return doc
      }
    })
    return { ...per(measured, updates.length), state: engine.encode[1](measured.result) }
  },

  /** The edits of a trace, each a transaction of its own; `told` where somebody takes the update of each. */
  local: (engine, folder, name, told) => {
    const edits = readEdits(folder, `${name}.edits`)
    let bytes = 0
    const measured = measure({
      prepare: engine.create,
      free: engine.free,
      run: doc => {
        const text = engine.text(doc)
        if (told) engine.listen(doc, update => { bytes += update.length })
        for (const [position, deleted, inserted] of edits) {
          if (deleted > 0) text.delete(position, deleted)
          if (inserted !== '') text.insert(position, inserted)
        }
        return doc
      }
    })
    return { ...per(measured, edits.length), state: engine.encode[1](measured.result) }
  },

  load: (engine, folder, name, version) => {
    const state = readBytes(folder, `${name}.state${version}`)
    const apply = engine.apply[version]
    const measured = measure({
      prepare: engine.create,
      free: engine.free,
      run: doc => {
        apply(doc, state)
        return doc
      }
    })
    return { ...measured, state: engine.encode[1](measured.result) }
  },

  encode: (engine, folder, name, version) => {
    const doc = engine.create()
    engine.apply[1](doc, readBytes(folder, `${name}.state1`))
    const { result, ...measured } = measure({ run: () => engine.encode[version](doc) })
    return { ...measured, state: result }
  },

  diff: (engine, folder, name) => {
    const doc = engine.create()
    const vector = readBytes(folder, `${name}.vector`)
    engine.apply[1](doc, readBytes(folder, `${name}.state1`))
    const { result, ...measured } = measure({ run: () => engine.encode[1](doc, vector) })
    return { ...measured, state: result }
  },

  /** All updates into one without a document; `group`: so many at a time, and then what came of it, until one is left. 0: all at once. */
  merge: (engine, folder, name, group) => {
    const updates = readMany(folder, `${name}.v1`)
    const run = () => {
      let left = updates
      while (left.length > 1) {
        const size = group || left.length
        left = Array.from({ length: Math.ceil(left.length / size) }, (_, i) => engine.merge(left.slice(i * size, (i + 1) * size)))
      }
      return left[0]
    }
    const { result, ...measured } = measure({ run })
    return { ...measured, state: result }
  },

  /** Live bytes of one loaded document, from many. */
  memory: (engine, folder, name, copies = 64) => {
    const state = readBytes(folder, `${name}.state1`)
    const load = () => {
      const doc = engine.create()
      engine.apply[1](doc, state)
      return doc
    }
    const docs = [load(), load()]
    const before = engine.memory()
    while (docs.length < copies + 2) docs.push(load())
    return { bytes: (engine.memory() - before) / copies, runs: copies, state: engine.encode[1](docs.at(-1)) }
  },

  /** Single updates to a document of a size: the compiler has its time on the smallest one. */
  flat: (engine, folder, name, small, root) => {
    const take = of => {
      const updates = readMany(folder, `${of}.updates`)
      const doc = engine.create()
      engine[ROOTS[root]](doc)
      engine.apply[1](doc, readBytes(folder, `${of}.base`))
      return { doc, updates, run: i => engine.apply[1](doc, updates[i]), count: updates.length, most: 3_000_000 }
    }
    for (let spent = 0; spent < 2_000_000;) {
      const { micros, runs } = measureOnce(take(small))
      spent += micros * runs
    }
    const large = take(name)
    const measured = measureOnce(large)
    const isWhole = root === 'text' && measured.runs === large.count
    return { ...measured, text: isWhole ? crypto.createHash('sha256').update(engine.string(engine.text(large.doc))).digest('hex') : null }
  }
}
