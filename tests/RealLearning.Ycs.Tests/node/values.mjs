// Values as they go to the other engine, and as they are compared.
import * as Y from 'yjs'
import * as encoding from 'lib0/encoding'

export const base64 = bytes => Buffer.from(bytes).toString('base64')
export const utf16 = text => Buffer.from(text, 'utf16le').toString('base64')
export const any = value => base64(encoding.encode(encoder => encoding.writeAny(encoder, value)))

/** A value as JSON can hold it, what JSON does not know marked. */
export const plain = value => {
  if (value instanceof Y.AbstractType) return { type: value.constructor.name.replace(/^_/, ''), json: plain(value.toJSON()) }
  if (value instanceof Y.Doc) return { doc: value.guid, meta: plain(value.meta), autoLoad: value.autoLoad, shouldLoad: value.shouldLoad, gc: value.gc }
  if (value instanceof Uint8Array) return { bytes: base64(value) }
  if (value === undefined) return { undefined: 1 }
  if (typeof value === 'bigint') return { big: value.toString() }
  if (Array.isArray(value)) return value.map(plain)
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]))
  return value
}
