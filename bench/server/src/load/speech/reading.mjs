// Where the message that is being dealt with is read. One place for the process: a message is read before the next is looked at.
let at = 0

export const seek = to => { at = to }
export const skip = count => { at += count }
export const position = () => at
export const byte = bytes => bytes[at++]

/** lib0's varuint. */
export const varUint = bytes => {
  let value = 0
  let unit = 1
  for (;;) {
    const byte = bytes[at++]
    value += (byte & 0x7f) * unit
    if (byte < 0x80) return value
    unit *= 128
  }
}
