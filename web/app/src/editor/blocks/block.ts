import type { Node } from '@tiptap/pm/model'
import type { Command } from '@tiptap/pm/state'
import type { Upload } from '../images.js'

/** What a block's screen knows and can do. */
export interface Block {
  node: Node
  /** The person may change it. */
  writes: boolean
  /** The room that the text is shown in. */
  room: string
  /** Where what is written in it goes. */
  content: HTMLElement
  upload: Upload | undefined
  onError: (message: string) => void
  set: (name: string, value: unknown) => void
  /** Does something with the page's block, at the place where it is now. */
  act: (command: (at: number) => Command) => void
}

/** Whether a block has no words yet. */
export const isEmpty = (node: Node): boolean => node.textContent === '' && (node.isTextblock || (node.childCount === 1 && node.firstChild!.type.name === 'paragraph'))
