// Three editors of others, each bound to npm yjs, on one document that a stock y-websocket client brings.
import { Editor } from '@tiptap/core'
import Collaboration from '@tiptap/extension-collaboration'
import StarterKit from '@tiptap/starter-kit'
import { keymap } from '@codemirror/view'
import { EditorView, basicSetup } from 'codemirror'
import Quill from 'quill'
import QuillCursors from 'quill-cursors'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import { QuillBinding } from 'y-quill'
import * as encoding from 'lib0/encoding'
import * as sync from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const doc = new Y.Doc()
let provider

globalThis.connect = name => new Promise(resolve => {
  provider = new WebsocketProvider(location.origin.replace('http', 'ws') + '/yjs', name, doc, { disableBc: true, maxBackoffTime: 500 })
  provider.on('sync', isSynced => isSynced && resolve())
})

/** Takes an update, and sends its bytes as they are. */
globalThis.bring = base64 => {
  const update = Uint8Array.from(atob(base64), byte => byte.charCodeAt(0))
  Y.applyUpdate(doc, update, provider)
  const message = encoding.createEncoder()
  encoding.writeVarUint(message, 0)
  sync.writeUpdate(message, update)
  provider.ws.send(encoding.toUint8Array(message))
}

globalThis.mount = () => {
  new Editor({
    element: document.getElementById('tiptap'),
    extensions: [StarterKit.configure({ undoRedo: false }), Collaboration.configure({ fragment: doc.getXmlFragment('tiptap') })]
  })

  const code = doc.getText('code')
  new EditorView({
    doc: code.toString(),
    extensions: [keymap.of(yUndoManagerKeymap), basicSetup, yCollab(code, provider.awareness, { undoManager: new Y.UndoManager(code) })],
    parent: document.getElementById('code')
  })

  Quill.register('modules/cursors', QuillCursors)
  const quill = new Quill('#quill', { modules: { cursors: true, toolbar: false, history: { userOnly: true } } })
  new QuillBinding(doc.getText('quill'), quill, provider.awareness)
}

/** What the document holds, and its whole state in base64. */
globalThis.held = () => ({
  tiptap: doc.getXmlFragment('tiptap').toString(),
  code: doc.getText('code').toString(),
  quill: JSON.stringify(doc.getText('quill').toDelta()),
  state: btoa(String.fromCharCode(...Y.encodeStateAsUpdate(doc)))
})

/** What each editor shows, without markup and the names at carets. */
globalThis.shown = () => ['.tiptap', '.cm-content', '.ql-editor'].map(editor => {
  const copy = document.querySelector(editor).cloneNode(true)
  copy.querySelectorAll('.cm-ySelectionCaret, .ql-cursor').forEach(added => added.remove())
  return copy.textContent.replaceAll(/[\u2060\uFEFF]/g, '').replaceAll('\u00A0', ' ')
})
