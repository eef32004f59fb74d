import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { flushSelection } from '../comments.js'
import type { Ledger } from './ledger.js'
import { runsOf, type Run } from './runs.js'

/** How an author's words look: a colour, a line of its own below them, and who it is. */
export interface Look { colour: string, line: number, label: string }

/** What is shown; `near` is the author who is looked at, whose words stand out. */
export interface Shown { ledger: Ledger, looks: ReadonlyMap<string, Look>, near: string | null }

interface AuthorsState { shown: Shown | null, runs: readonly Run[], isBehind: boolean, marks: DecorationSet }

export interface AuthorsOptions {
  /** The words, or whose they are, are others now. */
  onRuns: (runs: readonly Run[], isBehind: boolean) => void
}

export const authorsKey = new PluginKey<AuthorsState>('authors')

const OFF: AuthorsState = { shown: null, runs: [], isBehind: false, marks: DecorationSet.empty }

/** Most often that a person's own typing is looked at anew, in milliseconds. What they type looks like what they type behind until then. */
const REDRAW_MS = 200

/** Shows who wrote what, or no longer. */
export function showAuthors(view: EditorView, shown: Shown | null): void {
  flushSelection(view)
  view.dispatch(view.state.tr.setMeta(authorsKey, { shown }).setMeta('addToHistory', false))
}

/** The run that a position is in: that of the character before it, as a caret stands behind what was written, else of the one after it. */
export function runAt(state: EditorState, pos: number): Run | null {
  const { runs } = authorsKey.getState(state)!
  return runs.find(run => !run.isBlock && run.from < pos && pos <= run.to) ?? runs.find(run => !run.isBlock && run.from === pos) ?? runs.find(run => run.isBlock && run.from <= pos && pos < run.to) ?? null
}

/** Off it costs one comparison for each change. */
export const authors = (options: AuthorsOptions): Plugin<AuthorsState> => new Plugin<AuthorsState>({
  key: authorsKey,
  state: { init: () => OFF, apply: (tr, old, _, state) => next(tr, old, state) },
  props: { decorations: state => authorsKey.getState(state)?.marks },
  view: () => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const redraw = (view: EditorView): void => {
      timer = undefined
      const { shown } = authorsKey.getState(view.state)!
      if (view.isDestroyed || !shown) return
      // What is being composed would be torn apart.
      if (view.composing) timer = setTimeout(redraw, REDRAW_MS, view)
      else showAuthors(view, shown)
    }
    return {
      update: (view, before) => {
        const now = authorsKey.getState(view.state)!, was = authorsKey.getState(before)!
        if (now.runs !== was.runs) options.onRuns(now.runs, now.isBehind)
        else if (now.shown && view.state.doc !== before.doc) timer ??= setTimeout(redraw, REDRAW_MS, view)
      },
      destroy: () => clearTimeout(timer),
    }
  },
})

function next(tr: Transaction, old: AuthorsState, state: EditorState): AuthorsState {
  const told = tr.getMeta(authorsKey) as { shown: Shown | null } | undefined
  const shown = told ? told.shown : old.shown
  if (!shown) return told ? OFF : old
  if (!told && tr.getMeta(ySyncPluginKey) === undefined) return tr.docChanged ? { ...old, marks: old.marks.map(tr.mapping, tr.doc) } : old
  const sync = ySyncPluginKey.getState(state) as { type: Y.XmlFragment, binding: unknown } | undefined
  if (!sync?.binding) return { ...OFF, shown }
  const { runs, isBehind } = runsOf(sync.type, tr.doc, shown.ledger)
  return { shown, runs, isBehind, marks: DecorationSet.create(tr.doc, runs.flatMap(run => draw(run, shown))) }
}

function draw({ from, to, key, isBlock }: Run, { looks, near }: Shown): Decoration[] {
  const look = looks.get(key)
  if (!look) return []
  const attributes = {
    class: `${isBlock ? 'authored-block' : 'authored'} line-${look.line}${near === null ? '' : near === key ? ' authored-near' : ' authored-far'}`,
    style: `--person: ${look.colour}`,
    'data-author': look.label,
  }
  return [isBlock ? Decoration.node(from, to, attributes) : Decoration.inline(from, to, attributes)]
}
