// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { citations, cite } from '../src/editor/cite.js'
import { contextOf } from '../src/editor/context.js'
import { sources } from '../src/editor/export.js'
import { markdownOf } from '../src/editor/markdown.js'
import { open } from './editor.js'

const resourceOf = (id: string) => ({ r1: { title: 'Opening [lines]', url: 'https://example.org/a(b)' }, r2: { title: 'Mrs Okafor', url: '' } })[id]

describe('a passage that cites a resource', () => {
  test('is what is selected, or the block with the caret, and comes back with one undo', () => {
    const editor = open('<p>Open late, <strong>warm</strong> and free.</p><p></p>')
    editor.commands.setTextSelection({ from: 7, to: 16 })
    expect(cite(editor.view, 'r1')).toBe(true)
    expect(editor.getHTML()).toBe('<p>Open l<cite data-resource="r1">ate, <strong>warm</strong></cite> and free.</p><p></p>')
    editor.commands.undo()
    expect(editor.getHTML()).not.toContain('<cite')
    editor.commands.setTextSelection(3)
    expect(cite(editor.view, 'r2')).toBe(true)
    expect(citations(editor.state, 'r2')).toEqual([{ from: 1, to: 26 }])
    expect(cite(editor.view, 'r2')).toBe(true)
    editor.commands.setTextSelection(28)
    expect(cite(editor.view, 'r2')).toBe(false)
  })

  test('is not in words that take no marks', () => {
    const editor = open('<pre><code>let</code></pre><article data-network="x"><p>Post</p></article>')
    for (const pos of [2, 8]) {
      editor.commands.setTextSelection(pos)
      expect(cite(editor.view, 'r1')).toBe(false)
    }
    expect(editor.getHTML()).not.toContain('<cite')
  })

  test('goes out as HTML and comes in again; what others mean by the element does not', () => {
    const editor = open('<p>Open <cite data-resource="r1">late</cite>, <cite>Hamlet</cite> and <cite data-resource="../x">so</cite>.</p>')
    expect(editor.getHTML()).toBe('<p>Open <cite data-resource="r1">late</cite>, Hamlet and so.</p>')
    expect(open(editor.getHTML()).getJSON()).toEqual(editor.getJSON())
  })

  test('does not grow by what is typed behind it, and is what the caret stands in', () => {
    const editor = open('<p>Open <cite data-resource="r1">late</cite></p>')
    editor.commands.setTextSelection(8)
    expect(contextOf(editor)).toMatchObject({ kind: 'cite', resourceId: 'r1', from: 6, to: 10 })
    editor.view.dispatch(editor.state.tr.insertText(' and warm', 10))
    expect(editor.getHTML()).toBe('<p>Open <cite data-resource="r1">late</cite> and warm</p>')
  })

  test('is a link in what is exported, where the resource has an address', () => {
    const editor = open('<p>Open <cite data-resource="r1">late</cite>, <cite data-resource="r2">warm</cite>, <cite data-resource="r3">free</cite>.</p>')
    expect(markdownOf(editor.state.doc, src => src, resourceOf)).toBe('Open late ([Opening \\[lines\\]](https://example.org/a%28b%29)), warm (Mrs Okafor), free.\n')
    const { body } = new DOMParser().parseFromString(editor.getHTML(), 'text/html')
    sources(body, resourceOf)
    expect(body.innerHTML).toBe('<p>Open <cite>late</cite><small> (<a href="https://example.org/a(b)">Opening [lines]</a>)</small>, <cite>warm</cite><small> (<span>Mrs Okafor</span>)</small>, <cite>free</cite>.</p>')
  })

  test('whose resource somebody else filled with what it cannot be shows none of it', () => {
    const doc = new Y.Doc(), words = new Y.XmlText(), paragraph = new Y.XmlElement('paragraph')
    doc.getXmlFragment('content').insert(0, [paragraph])
    paragraph.insert(0, [words])
    words.insert(0, 'Kept', { cite: { resourceId: { evil: '"><script>' } } })
    let updates = 0
    doc.on('update', () => { updates++ })
    const editor = open(null, doc)
    expect(editor.state.doc.textContent).toBe('Kept')
    expect(editor.view.dom.innerHTML).not.toContain('script')
    expect(markdownOf(editor.state.doc, src => src, resourceOf)).toBe('Kept\n')
    expect(updates).toBe(0)
  })
})
