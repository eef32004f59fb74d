// @vitest-environment jsdom
import type { Editor } from '@tiptap/core'
import type { Command } from '@tiptap/pm/state'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { factsOf } from '../src/editor/blocks/post.js'
import { KINDS, kindOf } from '../src/editor/blocks/kinds.js'
import { insertPart, leaveBlock, moveBlock, removeBlock } from '../src/editor/blocks/parts.js'
import { markdownOf } from '../src/editor/markdown.js'
import { open } from './editor.js'

const run = (editor: Editor, command: Command): boolean => command(editor.state, editor.view.dispatch)
const names = (editor: Editor): string[] => editor.state.doc.children.map(node => node.type.name)

/** An element as the server writes it: with the attributes that are not null, and a text in each block of text. */
function element(name: string, attributes: Record<string, unknown>, ...content: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  made.insert(0, content)
  return made
}

describe('a section', () => {
  test('is opened as the server writes it, and opening writes nothing', () => {
    const doc = new Y.Doc()
    doc.getXmlFragment('content').insert(0, Object.keys(KINDS).map(kind => element('section', { kind }, element('paragraph', {}, new Y.XmlText()))))
    let updates = 0
    doc.on('update', () => { updates++ })
    const editor = open(null, doc)

    expect(editor.state.doc.children.map(node => node.attrs.kind)).toEqual(Object.keys(KINDS))
    expect(updates).toBe(0)
  })

  test('of a kind that this version does not know is kept, and shown without a title of its own', () => {
    const doc = new Y.Doc()
    doc.getXmlFragment('content').insert(0, [element('section', { kind: 'constructor' }, element('paragraph', {}, new Y.XmlText('Kept')))])
    const editor = open(null, doc)

    expect(editor.state.doc.textContent).toBe('Kept')
    expect(editor.state.doc.firstChild!.attrs.kind).toBe('constructor')
    expect(kindOf('constructor').title).toBe('Section')
  })

  test('goes out as HTML with its title and comes in again', () => {
    const editor = open('<section data-kind="audience"><h2>whatever</h2><div><p>Commuters</p><ul><li><p>tired</p></li></ul></div></section><p>After</p>')
    const html = editor.getHTML()

    expect(html).toContain('<h2>Audience</h2>')
    expect(open(html).getJSON()).toEqual(editor.getJSON())
  })

  test('goes out as Markdown under its title', () => {
    expect(markdownOf(open('<section data-kind="action"><h2></h2><div><p>Open later.</p></div></section>').state.doc, src => src)).toBe('## Recommended action\n\nOpen later.\n')
  })

  test('stands in the page alone: pasted into a list it comes behind it', () => {
    const editor = open('<ul><li><p>One</p></li></ul>')
    editor.commands.setTextSelection(4)
    run(editor, insertPart(({ nodes }) => nodes.section!.create({ kind: 'goals' }, nodes.paragraph!.create())))

    expect(names(editor)).toEqual(['bulletList', 'section'])
    expect(editor.state.selection.$from.node(1).type.name).toBe('section')
  })
})

describe('a post', () => {
  const html = '<article data-network="x" data-date="2026-11-30" data-link="https://example.org"><p>Open *late*.\nWarm, too.\n\nCome in.</p></article>'

  test('is opened as the server writes it, and opening writes nothing', () => {
    const doc = new Y.Doc()
    doc.getXmlFragment('content').insert(0, [element('post', { network: 'instagram' }, new Y.XmlText())])
    let updates = 0
    doc.on('update', () => { updates++ })
    const editor = open(null, doc)
    expect(editor.state.doc.firstChild!.attrs).toMatchObject({ network: 'instagram', date: null, link: null, image: null })
    expect(updates).toBe(0)
  })

  test('keeps what two people type into it at once, and the date that a third gives it', () => {
    const [ada, bea, cem] = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
    const adas = open(html, ada)
    for (const doc of [bea, cem]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(ada))
    const [beas, cems] = [open(null, bea), open(null, cem)]
    adas.view.dispatch(adas.state.tr.insertText('Now: ', 1))
    beas.view.dispatch(beas.state.tr.insertText('\nBring a friend.', beas.state.doc.content.size - 1))
    cems.view.dispatch(cems.state.tr.setNodeAttribute(0, 'date', '2026-12-01'))
    for (const from of [ada, bea, cem]) for (const to of [ada, bea, cem]) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))

    for (const editor of [adas, beas, cems]) {
      expect(editor.state.doc.textContent).toBe('Now: Open *late*.\nWarm, too.\n\nCome in.\nBring a friend.')
      expect(editor.state.doc.firstChild!.attrs.date).toBe('2026-12-01')
    }
  })

  test('goes out as HTML and comes in again, line feeds and all', () => {
    const editor = open(html)
    expect(editor.state.doc.textContent).toContain('late*.\nWarm')
    expect(open(editor.getHTML()).getJSON()).toEqual(editor.getJSON())
    expect(editor.getHTML()).toContain('<h3>X, Monday 30 November 2026</h3>')
  })

  test('goes out as Markdown: its network and day, its lines, its link', () => {
    expect(markdownOf(open(html).state.doc, src => src)).toBe('### X, Monday 30 November 2026\n\n> Open \\*late\\*.\\\n> Warm, too.\n> \n> Come in.\n\n<https://example.org>\n')
  })

  test('stays a post, whatever makes headings, lists, quotes and code of other text', () => {
    const editor = open(html)
    editor.commands.setTextSelection(3)
    for (const act of [() => editor.commands.setHeading({ level: 1 }), () => editor.commands.toggleBulletList(), () => editor.commands.toggleTaskList(), () => editor.commands.toggleBlockquote(), () => editor.commands.toggleCodeBlock(), () => editor.commands.setParagraph(), () => editor.commands.clearNodes(), () => editor.commands.toggleBold()]) act()
    expect(names(editor)).toEqual(['post'])
    expect(editor.getHTML()).not.toContain('<strong>')
  })

  test('whose attributes somebody else filled with what they cannot be shows none of it', () => {
    const doc = new Y.Doc()
    doc.getXmlFragment('content').insert(0, [element('post', { network: 'myspace', date: '2026-02-30', link: 'javascript:alert(1)', image: 'https://example.org/x.png', alt: 5 }, new Y.XmlText('Kept'))])
    const editor = open(null, doc)
    expect(factsOf(editor.state.doc.firstChild!)).toEqual({ network: 'myspace', date: null, link: '', image: null, alt: '' })
    expect(editor.getHTML()).not.toMatch(/<img|<a /)
  })
})

describe('a portrait', () => {
  test('is opened as the server writes it, goes out as HTML and Markdown, and comes in again', () => {
    const doc = new Y.Doc()
    doc.getXmlFragment('content').insert(0, [element('portrait', {}, new Y.XmlText('Maya, 34'))])
    let updates = 0
    doc.on('update', () => { updates++ })
    const editor = open(null, doc)
    expect(updates).toBe(0)
    expect(open(editor.getHTML()).getJSON()).toEqual(editor.getJSON())
    expect(markdownOf(editor.state.doc, src => src)).toBe('## Maya, 34\n')
  })
})

describe('a chart', () => {
  const cell = (name: string) => element(name, { colspan: 1, rowspan: 1 }, element('paragraph', {}, new Y.XmlText()))
  const html = '<figure data-chart="line"><table><tbody><tr><th><p>Week</p></th><th><p>Visits</p></th></tr><tr><td><p>1</p></td><td><p>41</p></td></tr></tbody></table></figure>'

  test('is opened as the server writes it, and opening writes nothing', () => {
    const doc = new Y.Doc()
    doc.getXmlFragment('content').insert(0, [element('chart', { type: 'bar' }, element('table', {}, element('tableRow', {}, cell('tableHeader'), cell('tableHeader')), element('tableRow', {}, cell('tableCell'), cell('tableCell'))))])
    let updates = 0
    doc.on('update', () => { updates++ })
    const editor = open(null, doc)
    expect(names(editor)).toEqual(['chart'])
    expect(updates).toBe(0)
  })

  test('goes out as HTML and comes in again; as Markdown it is its table', () => {
    const editor = open(html)
    expect(open(editor.getHTML()).getJSON()).toEqual(editor.getJSON())
    expect(editor.state.doc.firstChild!.attrs.type).toBe('line')
    expect(markdownOf(editor.state.doc, src => src)).toBe('| Week | Visits |\n| --- | --- |\n| 1 | 41 |\n')
  })

  test('whose table somebody takes away has an empty one, or is gone with it', () => {
    const editor = open(html)
    editor.commands.setTextSelection(5)
    editor.commands.deleteTable()
    expect(() => editor.state.doc.check()).not.toThrow()
    expect(editor.state.doc.textContent).toBe('')
  })
})

describe('a block of the page', () => {
  const page = '<p>One</p><section data-kind="goals"><div><p>Two</p></div></section><p>Three</p>'

  test('is moved up and down with its caret, and no further than the page goes', () => {
    const editor = open(page)
    editor.commands.setTextSelection(8)
    expect(run(editor, moveBlock(-1))).toBe(true)
    expect(names(editor)).toEqual(['section', 'paragraph', 'paragraph'])
    expect([editor.state.selection.$from.parent.textContent, editor.state.selection.$from.parentOffset]).toEqual(['Two', 1])
    expect(run(editor, moveBlock(-1))).toBe(false)
    run(editor, moveBlock(1))
    run(editor, moveBlock(1))
    expect(editor.state.doc.children.map(node => node.textContent)).toEqual(['One', 'Three', 'Two'])
  })

  test('is removed and comes back with undo; a page never is without a line', () => {
    const editor = open('<section data-kind="goals"><div><p>Two</p></div></section>')
    run(editor, removeBlock(0))
    expect(names(editor)).toEqual(['paragraph'])
    editor.commands.undo()
    expect(editor.state.doc.textContent).toBe('Two')
  })

  test('is left for a line below it', () => {
    const editor = open('<section data-kind="goals"><div><p>Two</p></div></section>')
    editor.commands.setTextSelection(3)
    run(editor, leaveBlock)
    expect(names(editor)).toEqual(['section', 'paragraph'])
    expect(editor.state.selection.$from.depth).toBe(1)
  })

  test('takes the place of an empty line that has the caret', () => {
    const editor = open('<p></p><p>Below</p>')
    editor.commands.setTextSelection(1)
    run(editor, insertPart(({ nodes }) => nodes.section!.create({ kind: 'goals' }, nodes.paragraph!.create())))
    expect(names(editor)).toEqual(['section', 'paragraph'])
  })
})
