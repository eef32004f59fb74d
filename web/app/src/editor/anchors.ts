import type { EditorState } from '@tiptap/pm/state'
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { find, flatten, type FlatText, type Range } from './passages.js'
import type { AnchoredThread } from './types.js'

/*
 * A thread is anchored to two characters: relative positions of the first and of the last one, both with association -1, so that each names
 * the character before it. y-prosemirror deletes and rewrites text when a paragraph is split; who does that moves the anchors along.
 */

export interface Anchor { start: Uint8Array, end: Uint8Array }

interface Sync { doc: Y.Doc, type: Y.XmlFragment, binding: { mapping: Map<Y.AbstractType<unknown>, unknown> } | null }

export const sameAnchor = (a: Anchor, b: Anchor): boolean => a === b || (sameBytes(a.start, b.start) && sameBytes(a.end, b.end))
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a === b || (a.length === b.length && a.every((octet, i) => octet === b[i]))

const syncOf = (state: EditorState): Sync | null => {
  const sync = ySyncPluginKey.getState(state) as Sync | undefined
  return sync?.binding ? sync : null
}

/** The anchor of a range that begins and ends with a character. */
export function anchorOf(state: EditorState, { from, to }: Range): Anchor | null {
  const sync = syncOf(state)
  if (!sync) return null
  const encode = (pos: number): Uint8Array =>
    Y.encodeRelativePosition(absolutePositionToRelativePosition(pos, sync.type, sync.binding!.mapping as never) as Y.RelativePosition)
  return { start: encode(from + 1), end: encode(to) }
}

/**
 * Where an anchor is now; `range` null where the passage cannot be found. `broken` where one of its characters is gone, or came back by an undo,
 * which nobody but who undid it knows.
 */
export interface Resolved { range: Range | null, broken: boolean }

export function resolve(state: EditorState, thread: AnchoredThread, flat: () => FlatText = () => flatten(state.doc)): Resolved {
  const sync = syncOf(state)
  if (!sync) return { range: null, broken: false }
  const start = position(sync, thread.start), end = position(sync, thread.end)
  const from = start ? start.pos - (start.gone ? 0 : 1) : null
  const to = end ? end.pos : null
  const range = from !== null && to !== null && from >= 0 && from < to && to <= state.doc.content.size ? { from, to } : null
  if (range && !start!.gone && !end!.gone) return { range, broken: start!.isRedone || end!.isRedone }
  const left = range && hasText(state, range) ? range : null
  const found = find(flat(), thread.quote, thread.before, from ?? to ?? 0)
  // One character that stands where it was counts for more than the same words elsewhere.
  if (found && left && !(start!.gone && end!.gone) && (found.to <= left.from || left.to <= found.from)) return { range: left, broken: true }
  return { range: found ?? left, broken: true }
}

interface Position { pos: number, gone: boolean, isRedone: boolean }

function position(sync: Sync, encoded: Uint8Array): Position | null {
  try {
    const relative = Y.decodeRelativePosition(encoded)
    const { item } = relative
    if (item && Y.getState(sync.doc.store, item.client) <= item.clock) return null
    const pos = relativePositionToAbsolutePosition(sync.doc, sync.type, relative, sync.binding!.mapping as never)
    return pos === null ? null : { pos, ...(item ? fate(sync.doc, item) : { gone: false, isRedone: false }) }
  } catch {
    // Somebody else's bytes.
    return null
  }
}

/** Whether a character was deleted, and whether an undo brought it back. */
function fate(doc: Y.Doc, id: Y.ID): { gone: boolean, isRedone: boolean } {
  let item: { deleted: boolean, redone?: Y.ID | null, id: Y.ID } = Y.getItem(doc.store, id)
  let clock = id.clock
  while (item.redone) {
    const next: Y.ID = item.redone
    clock = next.clock + (clock - item.id.clock)
    item = Y.getItem(doc.store, Y.createID(next.client, clock))
  }
  return { gone: item.deleted, isRedone: item.id.client !== id.client || clock !== id.clock }
}

const hasText = (state: EditorState, { from, to }: Range): boolean => state.doc.textBetween(from, to).trim() !== ''
