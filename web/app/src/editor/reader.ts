import { Plugin } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

const MOVES = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'])

/**
 * A text that can be walked through and selected in by keyboard, and not changed: whoever comments needs a caret. What others write comes
 * through. `onRefused` is told of each try.
 */
export const reader = (onRefused: () => void): Plugin => {
  const refuse = (_: unknown, event: Event): boolean => {
    event.preventDefault()
    onRefused()
    return true
  }
  return new Plugin({
    filterTransaction: tr => !tr.docChanged || tr.getMeta(ySyncPluginKey) !== undefined,
    props: {
      attributes: { 'aria-readonly': 'true', inputmode: 'none', spellcheck: 'false' },
      handleDOMEvents: {
        beforeinput: refuse,
        cut: refuse,
        paste: refuse,
        drop: (_, event) => { event.preventDefault(); return true },
        // The editor's keys would change the text, or keep Tab from leaving it.
        keydown: (_, event) => !MOVES.has(event.key) && !((event.ctrlKey || event.metaKey) && event.key === 'a'),
        click: (view, event) => {
          const target = event.target as Element
          if (target instanceof HTMLInputElement) event.preventDefault()
          const link = target.closest('a[href]')
          if (link instanceof HTMLAnchorElement && view.state.selection.empty) window.open(link.href, '_blank', 'noopener,noreferrer')
          return false
        },
      },
    },
  })
}
