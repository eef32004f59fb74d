// @vitest-environment jsdom
import './page.js'
import { Editor, Extension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import type { Command } from '@tiptap/pm/state'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { KINDS, kindOf } from '../src/editor/blocks/kinds.js'
import { insertPart, leaveBlock, moveBlock, parts, removeBlock } from '../src/editor/blocks/parts.js'
import { markdownOf } from '../src/editor/markdown.js'
import { schema } from '../src/editor/schema.js'

const editors: Editor[] = []
afterEach(() => { for (const editor of editors.splice(0)) editor.destroy() })

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
