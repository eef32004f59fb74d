import { ChartColumn, CircleUserRound, Megaphone, PanelTop } from '@lucide/svelte'
import type { Node, Schema } from '@tiptap/pm/model'
import type { Hand, Tool } from '../tools.js'
import { KINDS, kindsFor, type Deliverable } from './kinds.js'
import { networkName } from './networks.js'
import { insertPart } from './parts.js'

const insert = (make: (schema: Schema) => Node) => ({ editor }: Hand): void => {
  insertPart(make)(editor.state, editor.view.dispatch)
  editor.commands.focus()
}

/** A post for the network of the one above, which is often the same. */
export const post: Tool = {
  name: 'Post', icon: Megaphone, also: 'social media instagram facebook linkedin tiktok campaign',
  run: hand => insert(schema => schema.nodes.post!.create({ network: above(hand) }))(hand),
}

/** A table with a row of headings, and what is drawn of it. */
export const chart: Tool = { name: 'Chart', icon: ChartColumn, also: 'diagram bars lines figures data', run: insert(schema => schema.nodes.chart!.create({}, table(schema, 3, ['Label', 'Number']))) }

export const portrait: Tool = { name: 'Portrait', icon: CircleUserRound, also: 'persona name face', run: insert(schema => schema.nodes.portrait!.create()) }

/** As the server begins one: the headings say what belongs below them. */
function table(schema: Schema, rows: number, headings: string[]): Node {
  const { table, tableRow, tableHeader, tableCell, paragraph } = schema.nodes
  const head = tableRow!.create({}, headings.map(heading => tableHeader!.create({}, paragraph!.create({}, schema.text(heading)))))
  const body = Array.from({ length: rows }, () => tableRow!.create({}, headings.map(() => tableCell!.create({}, paragraph!.create()))))
  return table!.create({}, [head, ...body])
}

function above({ editor }: Hand): string {
  let network = 'instagram'
  editor.state.doc.forEach((node, offset) => { if (node.type.name === 'post' && offset < editor.state.selection.from) network = networkName(node.attrs.network) })
  return network
}

/** What belongs to a deliverable, in the order in which it is offered. */
export function toolsFor(deliverable: Deliverable): Tool[] {
  const fields = sections.filter(({ kind }) => kindsFor[deliverable].includes(kind)).map(({ tool }) => tool)
  return [...({ free: [], persona: [portrait], campaign: [post], report: [chart] }[deliverable]), ...fields]
}

export const allTools = (): Tool[] => [post, chart, portrait, ...sections.map(({ tool }) => tool)]

/** A titled field of each kind. */
const sections: { kind: string, tool: Tool }[] = Object.entries(KINDS).map(([kind, { title }]) => ({
  kind,
  tool: { name: title, icon: PanelTop, also: 'field section', run: insert(schema => schema.nodes.section!.create({ kind }, schema.nodes.paragraph!.create())) },
}))
