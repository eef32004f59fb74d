import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { select } from './parts.js'
import { factsOf, type PostFacts } from './post.js'
import { beginStep } from './undo.js'

/** A post for a calendar. `id` names it as long as it is in the text, wherever others move what is around it. */
export interface DatedPost extends PostFacts { id: string, text: string }

/** The posts of a text, and what a calendar does with them. */
export interface PostsApi {
  list(): DatedPost[]
  /** Tells of each change, once a frame, until the function it returns is called. */
  watch(tell: (posts: DatedPost[]) => void): () => void
  /** One step of undo. */
  setDate(id: string, date: string | null): void
  /** Adds one below the last, and names it. */
  add(date: string | null): string | null
  /** Brings the post onto the screen, with the caret in it. */
  open(id: string): void
  undo(): void
  redo(): void
}

/** The page's blocks stand in the shared document in the same order. */
const idAt = (state: EditorState, index: number): string => {
  const { type } = ySyncPluginKey.getState(state) as { type: Y.XmlFragment }
  const id = (type.get(index) as Y.XmlElement | undefined)?._item?.id
  return id ? `${id.client}-${id.clock}` : `at-${index}`
}

function postsOf(state: EditorState): (DatedPost & { at: number })[] {
  const posts: (DatedPost & { at: number })[] = []
  state.doc.forEach((node, at, index) => {
    if (node.type.name === 'post') posts.push({ ...factsOf(node), id: idAt(state, index), text: node.textContent, at })
  })
  return posts
}

export function postsApi(editor: Editor): PostsApi {
  const find = (id: string): number | null => postsOf(editor.state).find(post => post.id === id)?.at ?? null
  return {
    list: () => postsOf(editor.state),
    watch: tell => {
      let frame = 0
      const look = (): void => { frame ||= requestAnimationFrame(() => { frame = 0; if (!editor.isDestroyed) tell(postsOf(editor.state)) }) }
      const changed = ({ transaction }: { transaction: { docChanged: boolean } }): void => { if (transaction.docChanged) look() }
      editor.on('transaction', changed)
      tell(postsOf(editor.state))
      return () => { cancelAnimationFrame(frame); editor.off('transaction', changed) }
    },
    setDate: (id, date) => {
      const at = find(id)
      if (at === null || editor.state.doc.nodeAt(at)!.attrs.date === date) return
      beginStep(editor.state)
      editor.view.dispatch(editor.state.tr.setNodeAttribute(at, 'date', date))
      beginStep(editor.state)
    },
    add: date => {
      const { state } = editor
      const last = postsOf(state).at(-1)
      const at = last ? last.at + state.doc.nodeAt(last.at)!.nodeSize : state.doc.content.size
      beginStep(state)
      editor.view.dispatch(state.tr.insert(at, state.schema.nodes.post!.create({ network: last?.network ?? 'instagram', date })))
      beginStep(editor.state)
      return postsOf(editor.state).find(post => post.at === at)?.id ?? null
    },
    open: id => {
      const at = find(id)
      if (at === null) return
      editor.view.dispatch(select(editor.state.tr, at))
      const element = editor.view.nodeDOM(at)
      editor.view.focus()
      if (element instanceof HTMLElement) element.scrollIntoView({ block: 'center' })
    },
    undo: () => { if (editor.can().undo()) editor.commands.undo() },
    redo: () => { if (editor.can().redo()) editor.commands.redo() },
  }
}
