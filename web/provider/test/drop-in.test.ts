// @vitest-environment jsdom
import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { StarterKit } from '@tiptap/starter-kit'
import WebSocket from 'ws'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { afterEach, describe, expect, test } from 'vitest'
import { LiveProvider } from '../src/provider.js'
import { FakeServer, NAME } from './fake-server.js'
import { StockServer } from './stock-server.js'
import { until } from './support.js'

/** What code that was written for y-websocket uses of a provider. */
interface AnyProvider {
  doc: Y.Doc
  awareness: Awareness | null
  synced: boolean
  on(name: 'status', listener: (event: { status: 'connecting' | 'connected' | 'disconnected' }) => void): unknown
  on(name: 'sync', listener: (synced: boolean) => void): unknown
  on(name: 'connection-close', listener: (event: unknown, provider: unknown) => void): unknown
  connect(): void
  disconnect(): void
  destroy(): void
}

const ending: (() => void)[] = []
afterEach(() => ending.splice(0).forEach(end => end()))

/** The example of Tiptap's documentation: an editor over a document and a provider. */
function page(open: (doc: Y.Doc) => AnyProvider, name: string): { editor: Editor, provider: AnyProvider, statuses: string[] } {
  const doc = new Y.Doc()
  const provider = open(doc)
  const statuses: string[] = []
  provider.on('status', ({ status }) => statuses.push(status))
  provider.on('sync', synced => statuses.push(synced ? 'synced' : 'not synced'))
  const editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [
      StarterKit.configure({ undoRedo: false }),
      Collaboration.configure({ document: doc, field: 'content' }),
      CollaborationCaret.configure({ provider, user: { name, color: '#112233' } }),
    ],
  })
  ending.push(() => { editor.destroy(); provider.destroy(); doc.destroy() })
  return { editor, provider, statuses }
}

const kinds: [string, () => Promise<(doc: Y.Doc) => AnyProvider>][] = [
  ['y-websocket', async () => {
    const server = new StockServer()
    const url = await server.start()
    ending.unshift(() => server.stop())
    return doc => new WebsocketProvider(url, 'a-document', doc, { WebSocketPolyfill: WebSocket as never, disableBc: true })
  }],
  ['this one', async () => {
    const server = new FakeServer()
    return doc => new LiveProvider(server.connection(), NAME, doc)
  }],
]

describe.each(kinds)('code written for a provider of Yjs, with %s', (_, make) => {
  test('edits together, shows carets, disconnects and connects', async () => {
    const open = await make()
    const ada = page(open, 'Ada'), bea = page(open, 'Bea')
    await until(() => ada.provider.synced && bea.provider.synced, 'both are synced')
    ada.editor.commands.insertContent('Ada writes. ')
    await until(() => bea.editor.getText().includes('Ada writes. '), 'Bea sees it')
    bea.editor.commands.insertContentAt(bea.editor.state.doc.content.size - 1, 'Bea too.')
    await until(() => ada.editor.getText() === bea.editor.getText() && ada.editor.getText().includes('Bea too.'), 'both have one text')
    await until(() => [...bea.provider.awareness!.getStates().values()].some(state => state.user?.name === 'Ada'), 'Bea sees who Ada is')

    ada.provider.disconnect()
    await until(() => !ada.provider.synced, 'Ada is away')
    ada.editor.commands.insertContentAt(1, 'In the tunnel. ')
    ada.provider.connect()
    await until(() => bea.editor.getText().includes('In the tunnel. '), 'it arrives')
    expect(bea.editor.getText()).toBe(ada.editor.getText())
    const told = ada.statuses.filter(status => status !== 'connecting')
    expect(told.slice(0, 2)).toEqual(['connected', 'synced'])
    expect(told.slice(2, 4).sort()).toEqual(['disconnected', 'not synced'])
    expect(told.slice(4)).toEqual(['connected', 'synced'])
  })
})
