// @vitest-environment jsdom
import type { Editor } from '@tiptap/core'
import { afterEach, describe, expect, test } from 'vitest'
import { moveBlock } from '../src/editor/blocks/parts.js'
import { frames, Table, type Seat } from './table.js'

const TEXT = '<p>First the reason why we write.</p><p>Then the rest of it.</p><ul><li><p>One of two</p></li><li><p>Two of two</p></li></ul>'

let table: Table
afterEach(() => table.clear())

/** Ada has commented, Bea is about to edit. */
async function two(first: string, last = first, keeps = true): Promise<[Seat, Seat]> {
  table = new Table(keeps)
  const ada = table.sit(), bea = table.sit()
  ada.write(TEXT)
  ada.comment('t', first, last)
  await frames()
  return [ada, bea]
}

/** What each of them sees, and who comes in only now. */
async function seen(): Promise<(string | null)[]> {
  await frames()
  table.sit()
  await frames()
  return table.seats.map(seat => seat.passage('t'))
}

const thrice = (words: string | null): (string | null)[] => [words, words, words]

/** As the keyboard's cut and paste do. */
function move(seat: Seat, words: string, behind: string): void {
  const { view } = seat.select(words)
  const slice = view.state.selection.content()
  view.dispatch(view.state.tr.deleteSelection().setMeta('uiEvent', 'cut'))
  seat.select(behind).commands.setTextSelection(seat.range(behind).to)
  view.dispatch(view.state.tr.replaceSelection(slice).setMeta('paste', true).setMeta('uiEvent', 'paste'))
}

/** As dropping what is dragged does. */
function drag(seat: Seat, words: string, behind: string): void {
  const { to } = seat.range(behind)
  const { view } = seat.select(words)
  const slice = view.state.selection.content()
  const tr = view.state.tr.deleteSelection()
  const at = tr.mapping.map(to)
  view.dispatch(tr.replaceRange(at, at, slice).setMeta('uiEvent', 'drop'))
}

const at = (seat: Seat, words: string): Editor => {
  const { from } = seat.range(words)
  seat.editor.commands.setTextSelection(from)
  return seat.editor
}

type Edit = [name: string, edit: (seat: Seat) => void, after?: string]
const BLOCKS: Edit[] = [
  ['split in the middle', seat => at(seat, 'why').commands.splitBlock(), 'reason |why'],
  ['split before it', seat => at(seat, 'reason').commands.splitBlock()],
  ['joined with the one behind', seat => at(seat, 'Then').commands.joinBackward()],
  ['made a heading', seat => at(seat, 'reason').commands.setHeading({ level: 2 })],
  ['made a heading and a paragraph again', seat => { at(seat, 'reason').commands.setHeading({ level: 2 }); seat.editor.commands.setParagraph() }],
  ['made a list', seat => at(seat, 'reason').commands.toggleBulletList()],
  ['made a numbered list', seat => at(seat, 'reason').commands.toggleOrderedList()],
  ['made a checklist', seat => at(seat, 'reason').commands.toggleTaskList()],
  ['made a list and a paragraph again', seat => { at(seat, 'reason').commands.toggleBulletList(); seat.editor.commands.toggleBulletList() }],
  ['made a quote', seat => at(seat, 'reason').commands.toggleBlockquote()],
  ['made code', seat => at(seat, 'reason').commands.toggleCodeBlock()],
  ['made bold', seat => seat.select('reason why').commands.toggleBold()],
  ['made half a link', seat => seat.select('why').commands.setLink({ href: 'https://example.org' })],
  ['cut and pasted in another block', seat => move(seat, 'the reason why', 'rest')],
  ['dragged to another block', seat => drag(seat, 'the reason why', 'rest')],
  ['moved below another block', seat => { at(seat, 'reason'); moveBlock(1)(seat.editor.state, seat.editor.view.dispatch) }],
  ['added to', seat => at(seat, 'ason').commands.insertContent('al re'), 'real reason why'],
]

describe('a passage whose block was', () => {
  test.each(BLOCKS)('%s keeps its thread, for who edits, who looks on and who comes later', async (_, edit, after = 'reason why') => {
    const [, bea] = await two('reason why')
    edit(bea)
    expect(await seen()).toEqual(thrice(after))
  })

  test.each(BLOCKS.filter(([name]) => !name.endsWith('another block')))('%s by an editor that moves no anchors is found by its words', async (_, edit, after = 'reason why') => {
    const [, bea] = await two('reason why', 'reason why', false)
    edit(bea)
    expect(await seen()).toEqual(thrice(after))
  })
})

test('a passage that an editor moved which moves no anchors is found by its words, where they are long and there once', async () => {
  const [, bea] = await two('reason why we write', 'reason why we write', false)
  move(bea, 'reason why we write', 'rest')
  expect(await seen()).toEqual(thrice('reason why we write'))
})

describe('a passage of one short word that is there twice', () => {
  test('is cut and pasted with its thread', async () => {
    const [, bea] = await two('we', 'we')
    move(bea, 'we', 'One')
    expect(bea.editor.getText()).toContain('Onewe of two')
    expect(await seen()).toEqual(thrice('we'))
  })

  test('is an orphan where it was deleted, whatever other word is the same', async () => {
    const [, bea] = await two('of', 'of')
    bea.select('of').commands.deleteSelection()
    expect(await seen()).toEqual(thrice(null))
  })
})

describe('a passage over two blocks', () => {
  test('keeps its thread when both are made a list', async () => {
    const [, bea] = await two('why', 'rest')
    bea.select('reason', 'rest').commands.toggleBulletList()
    expect((await seen()).map(words => words?.replace(/\|+/g, '|'))).toEqual(thrice('why we write.|Then the rest'))
  })

  test('keeps it when they are joined', async () => {
    const [, bea] = await two('why', 'rest')
    at(bea, 'Then').commands.joinBackward()
    expect(await seen()).toEqual(thrice('why we write.Then the rest'))
  })
})

describe('a passage that was deleted', () => {
  test('comes back for all when that is undone, and its anchor with it', async () => {
    const [, bea] = await two('why', 'why')
    bea.select('the reason why').commands.deleteSelection()
    expect(await seen()).toEqual(thrice(null))
    bea.editor.commands.undo()
    await frames()
    const [thread] = table.threads
    expect(table.seats.map(seat => seat.passage('t'))).toEqual(thrice('why'))
    // By the anchor alone: the words would not do.
    table.threads = [{ ...thread!, quote: '', before: '' }]
    const dan = table.sit()
    await frames()
    expect(dan.passage('t')).toBe('why')
  })

  test('comes back when cut, pasted and all of it undone', async () => {
    const [, bea] = await two('reason why')
    move(bea, 'the reason why', 'rest')
    await frames()
    while (bea.editor.can().undo()) bea.editor.commands.undo()
    expect(bea.editor.getText()).toContain('First the reason why we write.')
    expect(await seen()).toEqual(thrice('reason why'))
  })

  test('is found again when somebody writes the same words where they were', async () => {
    const [ada, bea] = await two('reason why')
    bea.select('reason why').commands.deleteSelection()
    expect(await seen()).toEqual(thrice(null))
    ada.editor.commands.insertContentAt(ada.range('First the ').to, 'reason why')
    await frames()
    expect(table.seats.map(seat => seat.passage('t'))).toEqual(thrice('reason why'))
  })

  test('in part keeps its thread with what is left', async () => {
    const [, bea] = await two('reason why we write')
    bea.select('reason why').commands.deleteSelection()
    expect((await seen()).map(words => words?.trim())).toEqual(thrice('we write'))
  })
})

test('a thread whose anchor somebody moved to other words says so', async () => {
  const [ada, bea] = await two('reason why')
  expect(bea.places.get('t')).toMatchObject({ orphan: false, strayed: false })
  bea.select('why').commands.insertContent('for it')
  await frames()
  expect(ada.places.get('t')).toMatchObject({ orphan: false, strayed: false })
  bea.comment('elsewhere', 'the rest')
  const { start, end } = table.threads.find(({ id }) => id === 'elsewhere')!
  table.move('t', { start, end })
  await frames()
  expect([ada.passage('t'), ada.places.get('t'), ada.places.get('elsewhere')]).toMatchObject(['the rest', { strayed: true }, { strayed: false }])
})

test('the first of three same passages, cut and pasted behind the others, is the one that moved', async () => {
  table = new Table()
  const ada = table.sit()
  ada.write('<p>a word here</p><p>b word here</p><p>c word here</p><p>end</p>')
  ada.comment('t', 'word')
  await frames()
  move(ada, 'a word', 'end')
  await frames()
  expect(table.seats.map(seat => seat.passage('t'))).toEqual(['word'])
  expect(ada.editor.state.doc.lastChild?.textContent).toBe('enda word')
  expect(ada.editor.state.doc.resolve(ada.range('enda word').to).index(0)).toBe(3)
})
