import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'

/** A slash that was typed at the start of a word, and what follows it up to the caret. */
export interface Slash { from: number, to: number, query: string }

export interface SlashOptions {
  /** The menu opens, has another query, or closes. */
  onSlash: (slash: Slash | null) => void
  /** Keys while the menu is open; true where it took them. */
  onSlashKey: (event: KeyboardEvent) => boolean
}

interface State { slash: Slash | null, closedAt: number | null }

const key = new PluginKey<State>('slash')

/** Follows a slash that this person types; never one that is written elsewhere. */
export const slash = (options: SlashOptions): Plugin<State> => new Plugin<State>({
  key,
  state: {
    init: () => ({ slash: null, closedAt: null }),
    apply(tr, old, _, state) {
      const told = tr.getMeta(key) as { open?: number, close?: true } | undefined
      if (told?.close) return { slash: null, closedAt: old.slash?.from ?? null }
      if (told?.open !== undefined) return { slash: read(state, told.open), closedAt: null }
      return old.slash ? { slash: read(state, tr.mapping.map(old.slash.from, -1)), closedAt: null } : old
    },
  },
  props: {
    handleTextInput(view, from, to, text) {
      if (text !== '/' || from !== to || !begins(view.state, from)) return false
      view.dispatch(view.state.tr.insertText(text, from, to).scrollIntoView())
      view.dispatch(view.state.tr.setMeta(key, { open: from }))
      return true
    },
    handleKeyDown(view, event) {
      if (!key.getState(view.state)?.slash) return false
      if (event.key === 'Escape') {
        closeSlash(view)
        return true
      }
      return options.onSlashKey(event)
    },
    handleDOMEvents: { blur: view => { closeSlash(view); return false } },
  },
  view: () => ({
    update(view, before) {
      const now = key.getState(view.state)!.slash, was = key.getState(before)?.slash
      if (now !== was) options.onSlash(now)
    },
  }),
})

interface View { state: EditorState, dispatch: (tr: EditorState['tr']) => void }

export function closeSlash(view: View): void {
  if (key.getState(view.state)?.slash) view.dispatch(view.state.tr.setMeta(key, { close: true }))
}

const begins = (state: EditorState, pos: number): boolean => {
  const $pos = state.doc.resolve(pos)
  if (!$pos.parent.isTextblock || $pos.parent.type.spec.code) return false
  const before = $pos.parent.textBetween(0, $pos.parentOffset, undefined, '\ufffc')
  return before === '' || /\s$/.test(before)
}

/** What stands between the slash and the caret; null once the caret has left the word. */
function read(state: EditorState, from: number): Slash | null {
  const { $head, empty } = state.selection
  if (!empty || $head.pos <= from || from < $head.start()) return null
  const text = $head.parent.textBetween(from - $head.start(), $head.parentOffset, undefined, '\ufffc')
  return /^\/[\p{L}\p{N}\p{M} ]{0,24}$/u.test(text) && !text.endsWith('  ') ? { from, to: $head.pos, query: text.slice(1) } : null
}
