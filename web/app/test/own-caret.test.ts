// @vitest-environment jsdom
import './page.js'
import { Editor, Extension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { ownCaret } from '../src/editor/own-caret.js'
import { schema } from '../src/editor/schema.js'

declare const process: { env: { SEED?: string } }

const editors: Editor[] = []
afterEach(() => { for (const editor of editors.splice(0)) editor.destroy() })

/** Two people's editors of one text; each has at once what the other does. */
function two(html: string): [Editor, Editor] {
  const docs = [new Y.Doc(), new Y.Doc()] as const
  docs.forEach((doc, i) => doc.on('update', (update: Uint8Array, origin: unknown) => { if (origin !== 'line') Y.applyUpdate(docs[1 - i]!, update, 'line') }))
  const [ada, bea] = docs.map(doc => {
    const element = document.createElement('div')
    document.body.append(element)
    const editor = new Editor({ element, extensions: [...schema('workspace/x'), Collaboration.configure({ document: doc, field: 'content' }), Extension.create({ name: 'work', addProseMirrorPlugins: () => [ownCaret()] })] })
    editors.push(editor)
    return editor
  }) as [Editor, Editor]
  ada.commands.setContent(html)
  return [ada, bea]
}

function placeOf(editor: Editor, words: string): number {
  let at = -1
  editor.state.doc.descendants((node, pos) => { if (at < 0 && node.isText && node.text!.includes(words)) at = pos + node.text!.indexOf(words) + words.length })
  if (at < 0) throw new Error(`“${words}” is not in “${editor.state.doc.textContent}”`)
  return at
}

/** Puts the caret behind words. */
const put = (editor: Editor, words: string): void => { editor.commands.setTextSelection(placeOf(editor, words)) }
const type = (editor: Editor, words: string): void => { editor.view.dispatch(editor.state.tr.insertText(words)) }
const before = ({ state: { selection: { $head } } }: Editor): string => $head.parent.textBetween(0, $head.parentOffset)

describe('the caret of one who writes in a block', () => {
  test.each([
    ['a post', '<article data-network="instagram"><p>The last reader goes home at nine.</p></article>'],
    ['a heading', '<p>Before</p><h2>The last reader goes home at nine.</h2>'],
    ['a paragraph', '<p>Before</p><p>The last reader goes home at nine.</p>'],
    ['a cell', '<table><tbody><tr><td><p>The last reader goes home at nine.</p></td><td><p>x</p></td></tr></tbody></table>'],
    ['a section', '<section data-kind="goals"><h2></h2><div><p>The last reader goes home at nine.</p></div></section>'],
  ])('stays at its words in %s while somebody else writes before and behind them', (_, html) => {
    const [ada, bea] = two(html)
    put(ada, 'home')
    put(bea, 'The')
    for (const words of [' very', ' quiet and', ' tired']) {
      type(bea, words)
      type(ada, '!')
    }
    put(bea, 'nine')
    type(bea, ' or ten')
    type(ada, '?')
    expect(ada.state.doc.textContent).toContain('The very quiet and tired last reader goes home!!!? at nine or ten.')
    expect(before(ada)).toBe('The very quiet and tired last reader goes home!!!?')
  })

  test('does not jump into another block that begins alike', () => {
    const [ada, bea] = two('<p>Open late</p><p>Open</p>')
    put(ada, 'Open late')
    put(bea, 'Open')
    bea.commands.setTextSelection(1)
    type(bea, 'Now: ')
    expect(before(ada)).toBe('Now: Open late')
  })

  test('keeps its selection, both ends', () => {
    const [ada, bea] = two('<article data-network="instagram"><p>The last reader goes home.</p></article>')
    ada.commands.setTextSelection({ from: placeOf(ada, 'The '), to: placeOf(ada, 'reader') })
    bea.commands.setTextSelection(placeOf(bea, 'Th'))
    type(bea, 'xx')
    const { from, to } = ada.state.selection
    expect(ada.state.doc.textBetween(from, to)).toBe('last reader')
  })

  test('goes along where somebody moves the block', () => {
    const [ada, bea] = two('<p>First words</p><p>Second words</p>')
    put(ada, 'Second')
    const node = bea.state.doc.child(1)
    bea.view.dispatch(bea.state.tr.delete(13, 13 + node.nodeSize).insert(0, node))
    expect(before(ada)).toBe('Second')
  })

  test('is where it was among its letters, whatever somebody else types and deletes', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    console.info(`own caret: seed ${seed}`)
    let state = seed
    const next = (n: number): number => { state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0; return Math.floor(state / 2 ** 32 * n) }
    const [ada, bea] = two('<h2>A</h2><article data-network="instagram"><p>B</p></article><p>C</p><table><tbody><tr><td><p>D</p></td></tr></tbody></table><p>E</p>')
    let letter = 0x4e00
    for (let i = 0; i < 60; i++) {
      for (const [me, other] of [[ada, bea], [bea, ada]] as const) {
        const places: number[] = []
        me.state.doc.descendants((node, pos) => { if (node.isTextblock) for (let at = 0; at <= node.content.size; at++) places.push(pos + 1 + at) })
        me.commands.setTextSelection(places[next(places.length)]!)
        const mine = other.state.selection.$head
        const [left, right] = [mine.nodeBefore?.text?.at(-1), mine.nodeAfter?.text?.[0]]
        const $head = me.state.selection.$head
        if (next(4) === 0 && $head.parentOffset > 1 && $head.nodeBefore!.text!.at(-1) !== left) me.view.dispatch(me.state.tr.delete($head.pos - 1, $head.pos))
        else type(me, String.fromCharCode(letter++))
        const now = other.state.selection.$head
        const beside = [now.nodeBefore?.text?.at(-1), now.nodeAfter?.text?.[0]]
        if (left !== undefined) expect(beside[0], `SEED=${seed} step ${i}`).toBe(left)
        else if (right !== undefined) expect(now.parent.textContent, `SEED=${seed} step ${i}`).toContain(right)
      }
    }
  }, 60_000)
})
