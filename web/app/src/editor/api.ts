import type { Editor } from '@tiptap/core'
import { passageOf } from './comments.js'
import type { Mode } from './live.js'
import { blocks, comment, link, marks, redo, undo, type Hand, type Tool } from './tools.js'
import type { EditorApi } from './types.js'

/** What the page around an editor may ask of it. */
export function apiOf(editor: Editor, hand: Hand, mode: Mode, room: string): EditorApi {
  const tools = (): Tool[] => [comment, ...(mode === 'write' ? [undo, redo, link, ...marks, ...blocks] : [])]
  return {
    focus: () => { editor.chain().setTextSelection(editor.state.selection.to).focus().run() },
    actions: () => tools().filter(tool => tool.can?.(hand) ?? true).map(tool => ({ name: tool.name, keys: tool.keys, do: () => tool.run(hand) })),
    headings: () => {
      const found: { text: string, level: number, go: () => void }[] = []
      editor.state.doc.forEach((node, offset) => {
        const text = node.type.name === 'heading' ? node.textContent.trim() : ''
        if (text) found.push({ text, level: Number(node.attrs.level), go: () => show(editor.view.nodeDOM(offset), 'start') })
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
    download: async (format, title) => {
      const { download } = await import('./export.js')
      await download(editor, room, format, title)
    },
  }
}

function show(node: Node | null, block: ScrollLogicalPosition): void {
  const element = node instanceof Element ? node : node?.parentElement
  element?.scrollIntoView({ block, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' })
}
