import { Megaphone, PanelTop } from '@lucide/svelte'
import type { Node, Schema } from '@tiptap/pm/model'
import type { Hand, Tool } from '../tools.js'
import { KINDS } from './kinds.js'
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

function above({ editor }: Hand): string {
  let network = 'instagram'
  editor.state.doc.forEach((node, offset) => { if (node.type.name === 'post' && offset < editor.state.selection.from) network = networkName(node.attrs.network) })
  return network
}

/** A titled field of each kind. */
export const sections: { kind: string, tool: Tool }[] = Object.entries(KINDS).map(([kind, { title }]) => ({
  kind,
  tool: { name: title, icon: PanelTop, also: 'field section', run: insert(schema => schema.nodes.section!.create({ kind }, schema.nodes.paragraph!.create())) },
}))
