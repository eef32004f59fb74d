import { PanelTop } from '@lucide/svelte'
import type { Node, Schema } from '@tiptap/pm/model'
import type { Hand, Tool } from '../tools.js'
import { KINDS } from './kinds.js'
import { insertPart } from './parts.js'

const insert = (make: (schema: Schema) => Node) => ({ editor }: Hand): void => {
  insertPart(make)(editor.state, editor.view.dispatch)
  editor.commands.focus()
}

/** A titled field of each kind. */
export const sections: { kind: string, tool: Tool }[] = Object.entries(KINDS).map(([kind, { title }]) => ({
  kind,
  tool: { name: title, icon: PanelTop, also: 'field section', run: insert(schema => schema.nodes.section!.create({ kind }, schema.nodes.paragraph!.create())) },
}))
