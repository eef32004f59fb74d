import type { Node } from '@tiptap/pm/model'
import { Plugin, type Command } from '@tiptap/pm/state'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { flushSync, mount, unmount, type Component } from 'svelte'
import type { Upload } from '../images.js'
import type { Block } from './block.js'
import { beginStep } from './undo.js'
import ChartBlock from './ChartBlock.svelte'
import PortraitBlock from './PortraitBlock.svelte'
import PostBlock from './PostBlock.svelte'
import SectionBlock from './SectionBlock.svelte'

export interface BlocksOptions { room: string, upload: () => Upload | undefined, onError: (message: string) => void }

/** The screens of blocks; what they are is the schema's. */
export const blockViews = (options: BlocksOptions, writes: boolean): Plugin => {
  const of = (component: Component<{ block: Block }>) => (node: Node, view: EditorView, getPos: () => number | undefined): NodeView => new BlockView(component, node, view, getPos, options, writes)
  return new Plugin({ props: { nodeViews: { section: of(SectionBlock), post: of(PostBlock), portrait: of(PortraitBlock), chart: of(ChartBlock) } } })
}

class BlockView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('div')
  private readonly props: { block: Block }
  private readonly screen: Record<string, unknown>

  constructor(component: Component<{ block: Block }>, node: Node, view: EditorView, getPos: () => number | undefined, options: BlocksOptions, writes: boolean) {
    const run = (make: (at: number) => Command): void => {
      const at = getPos()
      if (at !== undefined) make(at)(view.state, view.dispatch)
    }
    this.dom.className = `block block-${node.type.name}`
    this.contentDOM.className = 'content'
    const block: Block = $state({
      node, writes, room: options.room, content: this.contentDOM, upload: options.upload(), onError: options.onError,
      set: (name, value) => run(at => (state, dispatch) => { beginStep(state); dispatch?.(state.tr.setNodeAttribute(at, name, value)); return true }),
      act: make => { run(make); view.focus() },
    })
    this.props = { block }
    this.screen = mount(component, { target: this.dom, props: this.props })
    // The content is in its place before the editor puts the caret into it.
    flushSync()
  }

  update(node: Node): boolean {
    if (node.type !== this.props.block.node.type) return false
    this.props.block.node = node
    return true
  }

  stopEvent(event: Event): boolean {
    const target = event.target as Element
    return !this.contentDOM.contains(target) && target.closest('button, input, select, a, label') !== null
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return !this.contentDOM.contains(mutation.target)
  }

  destroy(): void {
    void unmount(this.screen)
  }
}
