import {
  Bold, BookOpen, CircleQuestionMark, Code, CodeXml, Heading1, Heading2, Heading3, ImagePlus, Italic, Link, List, ListChecks, ListOrdered, MessageSquarePlus, Minus, Pilcrow, Quote, Redo2,
  Strikethrough, Table, Underline, Undo2, Users,
} from '@lucide/svelte'
import type { Editor } from '@tiptap/core'
import type { Component } from 'svelte'
import { allTools, toolsFor } from './blocks/tools.js'
import { isBare } from './blocks/parts.js'
import type { Deliverable } from './blocks/kinds.js'
import type { Citing, Learning } from './types.js'

/** What tools act with. */
export interface Hand {
  editor: Editor
  /** What the text is to become. */
  deliverable: Deliverable
  /** Missing where images cannot be added. */
  pickImage?: (() => void) | undefined
  editLink: () => void
  /** Missing where the person may not comment. */
  comment?: (() => void) | undefined
  /** Missing where the room has no resources and questions. */
  learning?: Learning | undefined
  /** What stands behind passages that cite something; the same where there is learning. */
  citing: Citing
  /** Asks about what is selected. */
  ask: () => void
  /** Shows who wrote what, or no longer; missing where nobody knows. */
  authors?: (() => void) | undefined
}

/** One thing that can be done to the text; toolbar, selection bar, slash menu and palette show the same ones. */
export interface Tool {
  name: string
  icon: Component<{ size?: number, 'aria-hidden'?: 'true' }>
  keys?: string
  /** Other words that find it. */
  also?: string
  isOn?: (editor: Editor) => boolean
  can?: (hand: Hand) => boolean
  run: (hand: Hand) => void
}

const chain = ({ editor }: Hand) => editor.chain().focus()
/** Not in a post's words, say. */
const hasForm = ({ editor }: Hand): boolean => !isBare(editor.state)
const mark = (name: 'bold' | 'italic' | 'underline' | 'strike' | 'code', label: string, keys: string, icon: Tool['icon'], also = ''): Tool =>
  ({ name: label, keys, icon, also, can: hasForm, isOn: editor => editor.isActive(name), run: hand => { chain(hand).toggleMark(name).run() } })
const heading = (level: 1 | 2 | 3, icon: Tool['icon']): Tool => ({
  name: `Heading ${level}`, keys: `Ctrl Alt ${level}`, icon, also: `h${level} title`,
  can: hasForm, isOn: editor => editor.isActive('heading', { level }), run: hand => { chain(hand).setHeading({ level }).run() },
})

export const undo: Tool = { name: 'Undo', keys: 'Ctrl Z', icon: Undo2, can: ({ editor }) => editor.can().undo(), run: hand => { chain(hand).undo().run() } }
export const redo: Tool = { name: 'Redo', keys: 'Ctrl Shift Z', icon: Redo2, can: ({ editor }) => editor.can().redo(), run: hand => { chain(hand).redo().run() } }
export const link: Tool = { name: 'Link', keys: 'Ctrl Shift K', icon: Link, also: 'address url', can: hasForm, isOn: editor => editor.isActive('link'), run: hand => hand.editLink() }
export const comment: Tool = { name: 'Comment', keys: 'Ctrl Alt M', icon: MessageSquarePlus, can: hand => hand.comment !== undefined, run: hand => hand.comment?.() }

export const resource: Tool = { name: 'Resource', keys: 'Ctrl J', icon: BookOpen, also: 'learn source cite tutorial', can: hand => hand.learning !== undefined, run: hand => hand.learning?.pick() }
export const ask: Tool = { name: 'Ask a question', icon: CircleQuestionMark, also: 'question help know', can: hand => hand.learning?.mayAsk() === true, run: hand => hand.ask() }

export const authors: Tool = { name: 'Who wrote this', keys: 'Ctrl Alt H', icon: Users, also: 'authors hands people history', can: hand => hand.authors !== undefined, run: hand => hand.authors?.() }

export const marks: Tool[] = [
  mark('bold', 'Bold', 'Ctrl B', Bold), mark('italic', 'Italic', 'Ctrl I', Italic), mark('underline', 'Underline', 'Ctrl U', Underline),
  mark('strike', 'Struck through', 'Ctrl Shift S', Strikethrough), mark('code', 'Code', 'Ctrl E', Code, 'monospace'),
]

export const text: Tool = { name: 'Text', keys: 'Ctrl Alt 0', icon: Pilcrow, also: 'paragraph plain', can: hasForm, isOn: editor => editor.isActive('paragraph'), run: hand => { chain(hand).clearNodes().run() } }
export const headings: Tool[] = [heading(1, Heading1), heading(2, Heading2), heading(3, Heading3)]

export const lists: Tool[] = [
  { name: 'List', keys: 'Ctrl Shift 8', icon: List, also: 'bullets points', can: hasForm, isOn: editor => editor.isActive('bulletList'), run: hand => { chain(hand).toggleBulletList().run() } },
  { name: 'Numbered list', keys: 'Ctrl Shift 7', icon: ListOrdered, also: 'ordered', can: hasForm, isOn: editor => editor.isActive('orderedList'), run: hand => { chain(hand).toggleOrderedList().run() } },
  { name: 'Checklist', keys: 'Ctrl Shift 9', icon: ListChecks, also: 'tasks todo', can: hasForm, isOn: editor => editor.isActive('taskList'), run: hand => { chain(hand).toggleTaskList().run() } },
]

export const quote: Tool = { name: 'Quote', keys: 'Ctrl Shift B', icon: Quote, also: 'citation', can: hasForm, isOn: editor => editor.isActive('blockquote'), run: hand => { chain(hand).toggleBlockquote().run() } }
export const table: Tool = {
  name: 'Table', icon: Table, also: 'grid rows columns', isOn: editor => editor.isActive('table'), can: hand => hasForm(hand) && !hand.editor.isActive('table'),
  run: hand => { chain(hand).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
}
export const image: Tool = { name: 'Image', icon: ImagePlus, also: 'picture photograph upload', can: hand => hasForm(hand) && hand.pickImage !== undefined, run: hand => hand.pickImage?.() }
export const line: Tool = { name: 'Dividing line', icon: Minus, also: 'rule divider separator', can: hasForm, run: hand => { chain(hand).setHorizontalRule().run() } }
export const code: Tool = { name: 'Code block', keys: 'Ctrl Alt C', icon: CodeXml, also: 'monospace', can: hasForm, isOn: editor => editor.isActive('codeBlock'), run: hand => { chain(hand).toggleCodeBlock().run() } }

const plain: Tool[] = [text, ...headings, ...lists, table, image, quote, line, code]

/** What the slash menu offers, in its order: first what belongs to the deliverable. */
export function blocksFor(deliverable: Deliverable): Tool[] {
  const own = toolsFor(deliverable)
  return [...own, ...plain, ...allTools().filter(tool => !own.includes(tool)), resource, ask]
}

/** The tools whose names, or other words, have words that begin as the query's. */
export function findTools(query: string, hand: Hand): Tool[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return blocksFor(hand.deliverable).filter(tool => {
    const words = `${tool.name} ${tool.also ?? ''}`.toLocaleLowerCase().split(/\s+/)
    return (tool.can?.(hand) ?? true) && wanted.every(part => words.some(word => word.startsWith(part)))
  })
}
