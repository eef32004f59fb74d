import type { Editor } from '@tiptap/core'
import type { Node as PageNode } from '@tiptap/pm/model'
import { postsApi } from './blocks/posts.js'
import { citations, cite } from './cite.js'
import { passageOf } from './comments.js'
import type { Mode } from './live.js'
import { find, flatten, type Range } from './passages.js'
import { kindOf } from './blocks/kinds.js'
import { ask, authors, blocksFor, comment, link, marks, redo, resource, undo, type Hand, type Tool } from './tools.js'
import type { EditorApi } from './types.js'

/** What the page around an editor may ask of it. */
export function apiOf(editor: Editor, hand: Hand, mode: Mode, room: string): EditorApi {
  const tools = (): Tool[] => [comment, authors, ...(mode === 'write' ? [undo, redo, link, ...marks, ...blocksFor(hand.deliverable)] : [resource, ask])]
  let shown = 0
  const showRange = (range: Range): void => show(editor.view.domAtPos(range.from + 1).node, 'center')
  return {
    focus: () => { editor.chain().setTextSelection(editor.state.selection.to).focus().run() },
    resume: () => { editor.commands.focus(undefined, { scrollIntoView: false }) },
    caret: () => editor.view.coordsAtPos(editor.state.selection.head),
    cite: id => mode === 'write' && cite(editor.view, id),
    watchCitations: (id, tell) => {
      let frame = 0
      const look = (): void => { frame ||= requestAnimationFrame(() => { frame = 0; if (!editor.isDestroyed) tell(citations(editor.state, id).length) }) }
      const changed = ({ transaction }: { transaction: { docChanged: boolean } }): void => { if (transaction.docChanged) look() }
      editor.on('transaction', changed)
      tell(citations(editor.state, id).length)
      return () => { cancelAnimationFrame(frame); editor.off('transaction', changed) }
    },
    showCitation: id => {
      const found = citations(editor.state, id)
      if (found.length > 0) showRange(found[shown++ % found.length]!)
    },
    showWords: words => {
      const range = find(flatten(editor.state.doc), words, '', 0, { from: 0, to: editor.state.doc.content.size })
      if (range) showRange(range)
      return range !== null
    },
    showAuthors: () => hand.authors?.(),
    actions: () => tools().filter(tool => tool.can?.(hand) ?? true).map(tool => ({ name: tool.name, keys: tool.keys, do: () => tool.run(hand) })),
    headings: () => {
      const found: { text: string, level: number, go: () => void }[] = []
      editor.state.doc.forEach((node, offset) => {
        const text = headingOf(node)
        if (text) found.push({ text, level: Number(node.attrs.level ?? 2), go: () => show(editor.view.nodeDOM(offset), 'start') })
      })
      return found
    },
    reveal: (id, toTop) => {
      const range = passageOf(editor.state, id)
      if (range) show(editor.view.domAtPos(range.from + 1).node, toTop ? 'start' : 'nearest')
    },
    goTo: person => {
      const carets = [...editor.view.dom.querySelectorAll<HTMLElement>('.collaboration-carets__caret')]
      const caret = carets.find(caret => caret.dataset.person === person)
      show(caret ?? null, 'center')
      return caret !== undefined
    },
    posts: postsApi(editor),
    download: async (format, title) => {
      const { download } = await import('./export.js')
      await download(editor, room, format, title, id => hand.citing.resourceOf(id))
    },
  }
}

/** A heading's words, or a section's title. */
export const headingOf = (node: PageNode): string => node.type.name === 'heading' ? node.textContent.trim() : node.type.name === 'section' ? kindOf(node.attrs.kind).title : ''

function show(node: Node | null, block: ScrollLogicalPosition): void {
  const element = node instanceof Element ? node : node?.parentElement
  element?.scrollIntoView({ block, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
}
