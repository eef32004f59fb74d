// @vitest-environment jsdom
import './page.js'
import { Editor, Extension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Ledger, type Author } from '../src/editor/authors/ledger.js'
import { authors, authorsKey, runAt, showAuthors } from '../src/editor/authors/plugin.js'
import type { Run } from '../src/editor/authors/runs.js'
import type { AuthorsReply } from '../src/lib/api.js'
import { schema } from '../src/editor/schema.js'

const ADA = 1, BEA = 2, ROOM = 9
const editors: Editor[] = []
afterEach(() => { for (const editor of editors.splice(0)) editor.destroy() })

/** Somebody's editor; everything that one changes the others get. */
function seat(client: number, others: Y.Doc[] = [], onRuns: (runs: readonly Run[], isBehind: boolean) => void = () => undefined): Editor {
  const doc = new Y.Doc()
  doc.clientID = client
  for (const other of others) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'line')
  for (const other of others) {
    doc.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== 'line') Y.applyUpdate(other, update, 'line') })
    other.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== 'line') Y.applyUpdate(doc, update, 'line') })
  }
  const element = document.createElement('div')
  document.body.append(element)
  const editor = new Editor({
    element,
    extensions: [...schema('workspace/x'), Collaboration.configure({ document: doc, field: 'content' }), Extension.create({ name: 'work', addProseMirrorPlugins: () => [authors({ onRuns })] })],
  })
  docs.set(editor, doc)
  editors.push(editor)
  return editor
}
const docs = new WeakMap<Editor, Y.Doc>()
const docOf = (editor: Editor): Y.Doc => docs.get(editor)!

/** What a server says that knows all ids of these clients. */
const ledger = (doc: Y.Doc, relayed: [number, number, number][] = []): Ledger => new Ledger({
  sequence: 1, whole: true,
  authors: [
    { standing: 'verified', by: 'ada', broughtBy: null, ranges: [ADA, 0, Y.getState(doc.store, ADA)] },
    { standing: 'verified', by: 'bea', broughtBy: null, ranges: relayed.length > 0 ? [BEA, 0, relayed[0]![1]] : [BEA, 0, Y.getState(doc.store, BEA)] },
    { standing: 'server', by: null, broughtBy: null, ranges: [ROOM, 0, Y.getState(doc.store, ROOM)] },
    { standing: 'relayed', by: 'bea', broughtBy: 'ada', ranges: relayed.flat() },
  ].map(author => ({ ...author, ranges: author.ranges.length > 3 || author.ranges[2] ? author.ranges : [] })) as AuthorsReply['authors'],
}, Y.decodeStateVector(Y.encodeStateVector(doc)), null)

const looks = new Map(['verified ada ', 'verified bea ', 'relayed bea ada', 'unknown  '].map((key, line) => [key, { colour: '#b4232f', line, label: key }]))
const show = (editor: Editor, now = ledger(docOf(editor))): void => showAuthors(editor.view, { ledger: now, looks, near: null })
const who = ({ standing, by }: Author): string => standing === 'verified' ? by! : standing
const told = (editor: Editor): string[] => authorsKey.getState(editor.state)!.runs.filter(run => !run.isBlock).map(run => `${who(run.author)}: ${editor.state.doc.textBetween(run.from, run.to, '|')}`)
const blocks = (editor: Editor): string[] => authorsKey.getState(editor.state)!.runs.filter(run => run.isBlock).map(run => `${who(run.author)}: ${editor.state.doc.nodeAt(run.from)!.type.name}`)

describe('who wrote what', () => {
  test('is told of each word, across marks, links, lists, tables and breaks, where two wrote in one block', () => {
    const ada = seat(ADA)
    ada.commands.setContent('<p>Open <strong>late and</strong> warm</p><ul><li><p>first</p></li></ul><table><tbody><tr><td><p>cell</p></td><td><p></p></td></tr></tbody></table><p>a<br>b</p>')
    const bea = seat(BEA, [docOf(ada)])
    const put = (text: string, words: string): void => {
      let at = -1
      bea.state.doc.descendants((node, pos) => { if (node.isText && node.text!.includes(words)) at = pos + node.text!.indexOf(words) + words.length })
      bea.view.dispatch(bea.state.tr.insertText(text, at))
    }
    put('(Bea)', 'late')
    put(' too', 'first')
    put('!', 'cell')
    put('c', 'b')
    for (const editor of [ada, bea]) {
      show(editor)
      expect(told(editor)).toEqual(['ada: Open late', 'bea: (Bea)', 'ada:  and warm', 'ada: first', 'bea:  too', 'ada: cell', 'bea: !', 'ada: a', 'ada: b', 'bea: c'])
    }
  }, 60_000)

  test('is told of the words of a post, and of who made the post, an image or a dividing line', () => {
    const ada = seat(ADA)
    ada.commands.setContent('<article data-network="x"><p>Open late.\nWarm.</p></article><hr><p>x</p>')
    const bea = seat(BEA, [docOf(ada)])
    bea.view.dispatch(bea.state.tr.insertText('Come. ', 12))
    bea.view.dispatch(bea.state.tr.insert(bea.state.doc.content.size, bea.schema.nodes.horizontalRule!.create()))
    show(ada)
    expect(told(ada)).toEqual(['ada: Open late.\n', 'bea: Come. ', 'ada: Warm.', 'ada: x'])
    expect(blocks(ada)).toEqual(['ada: post', 'ada: horizontalRule', 'bea: horizontalRule'])
    expect(ada.view.dom.querySelectorAll('.authored-block')).toHaveLength(3)
  })

  test('is not claimed of what is not known or not verified', () => {
    const bea = seat(BEA)
    bea.commands.setContent('<p>kept brought</p>')
    const stranger = seat(77, [docOf(bea)])
    stranger.view.dispatch(stranger.state.tr.insertText(' strange', 13))
    const ids: number[] = []
    const text = (docOf(bea).getXmlFragment('content').get(0) as Y.XmlElement).get(0) as Y.XmlText
    for (let item = text._start; item; item = item.right) if (item.content instanceof Y.ContentString) ids.push(item.id.clock)
    show(bea, ledger(docOf(bea), [[BEA, ids[0]! + 5, 7]]))
    expect(told(bea)).toEqual(['bea: kept ', 'relayed: brought', 'unknown:  strange'])
    expect([...bea.view.dom.querySelectorAll<HTMLElement>('.authored')].map(({ dataset, textContent }) => `${dataset.author}: ${textContent}`))
      .toEqual(['verified bea : kept ', 'relayed bea ada: brought', 'unknown  :  strange'])
  })

  test('follows what others type at once, says where the server has not been asked, and follows one\'s own typing', () => {
    vi.useFakeTimers()
    const heard: boolean[] = []
    const ada = seat(ADA, [], (_, isBehind) => { heard.push(isBehind) })
    ada.commands.setContent('<p>Ada</p>')
    const bea = seat(BEA, [docOf(ada)])
    show(ada)
    bea.view.dispatch(bea.state.tr.insertText('Bea ', 1))
    expect(told(ada)).toEqual(['unknown: Bea ', 'ada: Ada'])
    expect(heard.at(-1)).toBe(true)
    show(ada)
    expect(told(ada)).toEqual(['bea: Bea ', 'ada: Ada'])
    bea.view.dispatch(bea.state.tr.insertText('and ', 5))
    expect(told(ada)).toEqual(['bea: Bea and ', 'ada: Ada'])
    show(ada)
    ada.view.dispatch(ada.state.tr.insertText('!', 12))
    vi.advanceTimersByTime(1_000)
    expect(told(ada)).toEqual(['bea: Bea and ', 'ada: Ada!'])
    expect(runAt(ada.state, 12)!.author.by).toBe('ada')
    expect(runAt(ada.state, 9)!.author.by).toBe('bea')
    vi.useRealTimers()
  })

  test('is nowhere when it is off', () => {
    let drawn = 0
    const ada = seat(ADA, [], () => { drawn++ })
    ada.commands.setContent('<p>Ada</p>')
    expect(drawn).toBe(0)
    show(ada)
    expect(ada.view.dom.querySelectorAll('.authored')).toHaveLength(1)
    showAuthors(ada.view, null)
    const off = authorsKey.getState(ada.state)
    ada.view.dispatch(ada.state.tr.insertText('x', 1))
    expect(authorsKey.getState(ada.state)).toBe(off)
    expect(ada.view.dom.querySelector('.authored')).toBeNull()
  })

  test('is told of each letter, whatever two write, and stands where its letters stand', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    console.info(`authors: seed ${seed}`)
    let state = seed
    const next = (n: number): number => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return Math.floor(state / 2 ** 32 * n) }
    const ada = seat(ADA)
    ada.commands.setContent('<p>a</p><article data-network="x"><p>a</p></article><table><tbody><tr><td><p>a</p></td></tr></tbody></table><p>a</p>')
    const bea = seat(BEA, [docOf(ada)])
    for (let i = 0; i < 80; i++) {
      const editor = next(2) === 0 ? ada : bea, letter = editor === ada ? 'a' : 'b'
      const places: number[] = []
      editor.state.doc.descendants((node, pos) => { if (node.isTextblock) for (let at = 0; at <= node.content.size; at++) places.push(pos + 1 + at) })
      const at = places[next(places.length)]!
      const $at = editor.state.doc.resolve(at)
      if (next(4) === 0 && $at.parentOffset > 1) editor.view.dispatch(editor.state.tr.delete(at - 1, at))
      else editor.view.dispatch(editor.state.tr.insertText(letter.repeat(1 + next(3)), at))
    }
    for (const editor of [ada, bea]) {
      show(editor)
      for (const line of told(editor)) expect(line, `SEED=${seed}`).toMatch(/^(ada: a+|bea: b+)$/)
      expect(told(editor).map(line => line.split(': ')[1]).join('')).toBe(editor.state.doc.textContent)
    }
  }, 60_000)
})

declare const process: { env: { SEED?: string } }
