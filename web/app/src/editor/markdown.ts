import type { Mark, Node } from '@tiptap/pm/model'
import { defaultMarkdownSerializer, MarkdownSerializer, type MarkdownSerializerState } from 'prosemirror-markdown'
import { kindOf } from './blocks/kinds.js'
import { portraitOf } from './blocks/portrait.js'
import { factsOf, postTitle } from './blocks/post.js'
import { isOwnImage } from './images.js'
import { isLink } from './addresses.js'

/** What a passage cites. */
export type ResourceOf = (id: string) => { title: string, url: string } | undefined

type Write = MarkdownSerializer['nodes'][string]

const { nodes, marks } = defaultMarkdownSerializer

/** The text as GitHub's Markdown. Images are named, and their addresses stand at the end, so that long ones do not cut the text. */
export function markdownOf(doc: Node, addressOf: (src: string) => string, resourceOf: ResourceOf = () => undefined): string {
  const names = new Map<string, string>()
  const image: Write = (state, node) => {
    const { src, alt } = node.attrs as { src: unknown, alt: unknown }
    if (isOwnImage(src)) {
      if (!names.has(src)) names.set(src, `image-${names.size + 1}`)
      state.write(`![${state.esc(String(alt ?? ''))}][${names.get(src)}]`)
    }
    state.closeBlock(node)
  }
  const serializer: MarkdownSerializer = new MarkdownSerializer({
    text: nodes.text!,
    paragraph: nodes.paragraph!,
    heading: nodes.heading!,
    blockquote: nodes.blockquote!,
    codeBlock: (state, node, ...rest) => nodes.code_block!(state, node.type.create({ ...node.attrs, params: node.attrs.language ?? '' }, node.content), ...rest),
    horizontalRule: nodes.horizontal_rule!,
    hardBreak,
    image,
    bulletList: (state, node) => state.renderList(node, '  ', () => '- '),
    taskList: (state, node) => state.renderList(node, '  ', i => node.child(i).attrs.checked ? '- [x] ' : '- [ ] '),
    orderedList: (state, node) => {
      const first = Number(node.attrs.start ?? 1)
      state.renderList(node, ' '.repeat(String(first + node.childCount - 1).length + 2), i => `${first + i}. `)
    },
    listItem: nodes.list_item!,
    taskItem: nodes.list_item!,
    post: (state, node) => {
      const { link, image: src, alt } = factsOf(node)
      state.write(`### ${postTitle(node)}`)
      state.closeBlock(node)
      state.wrapBlock('> ', null, node, () => {
        node.textContent.split('\n').forEach((line, i, lines) => { state.text(line); if (i < lines.length - 1) state.write(line === '' || lines[i + 1] === '' ? '\n' : '\\\n') })
      })
      state.closeBlock(node)
      if (src) image(state, node.type.schema.nodes.image!.create({ src, alt }), node, 0)
      if (link) { state.write(`<${link}>`); state.closeBlock(node) }
    },
    portrait: (state, node) => {
      const { image: src, alt } = portraitOf(node)
      state.write('## ')
      state.text(node.textContent, false)
      state.closeBlock(node)
      if (src) image(state, node.type.schema.nodes.image!.create({ src, alt }), node, 0)
    },
    chart: (state, node) => state.renderContent(node),
    section: (state, node) => {
      state.write(`## ${kindOf(node.attrs.kind).title}`)
      state.closeBlock(node)
      state.renderContent(node)
    },
    table: (state, node) => {
      table(node, cell => serializer.serialize(cell, { tightLists: true })).forEach(row => { state.ensureNewLine(); state.write(row) })
      state.closeBlock(node)
    },
  }, {
    bold: marks.strong!,
    italic: marks.em!,
    strike: { open: '~~', close: '~~', mixable: true, expelEnclosingWhitespace: true },
    underline: { open: '<u>', close: '</u>', mixable: true },
    code: marks.code!,
    cite: { open: '', close: (_, mark) => source(resourceOf(String(mark.attrs.resourceId))) },
    link: { open: (_, mark) => isLink(String(mark.attrs.href)) ? '[' : '', close: (_, mark) => closeLink(mark), mixable: true },
  }, { escapeExtraCharacters: /[<>|&]/g })
  const text = serializer.serialize(doc, { tightLists: true })
  const addresses = [...names].map(([src, name]) => `[${name}]: <${addressOf(src)}>`)
  return `${[text.trim(), ...(addresses.length > 0 ? [addresses.join('\n')] : [])].join('\n\n')}\n`
}

const closeLink = ({ attrs }: Mark): string => isLink(String(attrs.href)) ? `](${address(String(attrs.href))})` : ''

const address = (href: string): string => href.replace(/[()<>\\]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)

/** Stands behind a passage. */
function source(resource: { title: string, url: string } | undefined): string {
  if (!resource) return ''
  const title = resource.title.replace(/[\\`*_[\]<>&|~]/g, '\\$&')
  return isLink(resource.url) ? ` ([${title}](${address(resource.url)}))` : ` (${title})`
}

/** A backslash at the end of a line; what follows is escaped as at a block's start. */
function hardBreak(state: MarkdownSerializerState, node: Node, parent: Node, index: number): void {
  nodes.hard_break!(state, node, parent, index)
  ;(state as unknown as { atBlockStart: boolean }).atBlockStart = true
}

/** The lines of a table. One without a row of headings gets an empty one, since Markdown has no table without. */
function table(node: Node, write: (cell: Node) => string): string[] {
  const rows = node.children.map(row => row.children.flatMap(cell => [text(write(cell)), ...Array<string>(Number(cell.attrs.colspan ?? 1) - 1).fill('')]))
  const columns = Math.max(...rows.map(row => row.length))
  const hasHead = node.firstChild?.children.every(cell => cell.type.name === 'tableHeader') === true
  if (!hasHead) rows.unshift([])
  rows.splice(1, 0, Array<string>(columns).fill('---'))
  return rows.map(row => `| ${Array.from({ length: columns }, (_, i) => row[i] ?? '').join(' | ')} |`)
}

const text = (cell: string): string => cell.trim().replace(/\\\n/g, '<br>').replace(/\n+/g, '<br>').replace(/(?<!\\)\|/g, '\\|')
