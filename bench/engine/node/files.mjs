// How recordings lie on the disk, so that three engines read the same bytes: `name.v1`, a sequence of (length u32, bytes); `name.edits`, a
// sequence of (position u32, deleted u32, inserted UTF-16 units u32, units); plain bytes for states; JSON for what is expected. Little endian.
import fs from 'node:fs'
import path from 'node:path'

export const writeMany = (folder, name, many) => {
  const bytes = Buffer.allocUnsafe(many.reduce((sum, one) => sum + 4 + one.length, 0))
  let at = 0
  for (const one of many) {
    at = bytes.writeUInt32LE(one.length, at)
    bytes.set(one, at)
    at += one.length
  }
  fs.writeFileSync(path.join(folder, name), bytes)
}

/** Views on one buffer, made before anything is measured. */
export const readMany = (folder, name) => {
  const bytes = readBytes(folder, name)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const many = []
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at, true)
    many.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return many
}

export const writeEdits = (folder, name, edits) => writeMany(folder, name, edits.map(([position, deleted, inserted]) => {
  const bytes = Buffer.alloc(8 + inserted.length * 2)
  bytes.writeUInt32LE(position, 0)
  bytes.writeUInt32LE(deleted, 4)
  bytes.write(inserted, 8, 'utf16le')
  return bytes
}))

export const readEdits = (folder, name) => readMany(folder, name).map(bytes => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return [buffer.readUInt32LE(0), buffer.readUInt32LE(4), buffer.toString('utf16le', 8)]
})

export const writeBytes = (folder, name, bytes) => fs.writeFileSync(path.join(folder, name), bytes)

/** A copy in a buffer of its own: Node's small files share a pool. */
export const readBytes = (folder, name) => new Uint8Array(fs.readFileSync(path.join(folder, name)))

export const writeJson = (folder, name, value) => fs.writeFileSync(path.join(folder, name), JSON.stringify(value))

export const readJson = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))

export const has = (folder, name) => fs.existsSync(path.join(folder, name))
