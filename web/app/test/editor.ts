import './page.js'
import { Editor, Extension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { afterEach } from 'vitest'
import * as Y from 'yjs'
import { parts } from '../src/editor/blocks/parts.js'
import { schema } from '../src/editor/schema.js'

const editors: Editor[] = []
afterEach(() => { for (const editor of editors.splice(0)) editor.destroy() })

/** An editor of a text; null takes what the document has. It is gone after the test. */
export function open(content: string | null, doc = new Y.Doc()): Editor {
  const element = document.createElement('div')
  document.body.append(element)
  const editor = new Editor({
    element,
    extensions: [...schema('workspace/x'), Collaboration.configure({ document: doc, field: 'content' }), Extension.create({ name: 'work', addProseMirrorPlugins: () => [parts()] })],
  })
  if (content !== null) editor.commands.setContent(content)
  editors.push(editor)
  return editor
}
