// npm yjs and npm ywasm behind the same few calls. A call that an engine does not have is not there.
import { createRequire } from 'node:module'

const yjs = async () => {
  const Y = await import('yjs')
  return {
    create: () => new Y.Doc({ gc: true }),
    free: () => {},
    text: doc => doc.getText('text'),
    fragment: doc => doc.getXmlFragment('prosemirror'),
    map: doc => doc.getMap('map'),
    apply: { 1: Y.applyUpdate, 2: Y.applyUpdateV2 },
    encode: { 1: Y.encodeStateAsUpdate, 2: Y.encodeStateAsUpdateV2 },
    vector: Y.encodeStateVector,
    merge: Y.mergeUpdates,
    listen: (doc, on) => doc.on('update', on),
    string: text => text.toString(),
    memory: () => {
      globalThis.gc()
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
  }
}

const ywasm = async () => {
  const W = createRequire(import.meta.url)('ywasm')
  return {
    create: () => new W.YDoc({ gc: true }),
    free: doc => doc.free(),
    text: doc => doc.getText('text'),
    fragment: doc => doc.getXmlFragment('prosemirror'),
    map: doc => doc.getMap('map'),
    apply: { 1: W.applyUpdate, 2: W.applyUpdateV2 },
    encode: { 1: W.encodeStateAsUpdate, 2: W.encodeStateAsUpdateV2 },
    vector: W.encodeStateVector,
    listen: (doc, on) => doc.onUpdate(on),
    string: text => text.toString(),
    // Linear memory only grows, in pages of 64 KB.
    memory: () => W.__wasm.memory.buffer.byteLength
  }
}

export const open = name => ({ yjs, ywasm })[name]()
