import { isLink } from '../editor/addresses.js'
import type { Citing } from '../editor/types.js'
import { notices } from '../lib/notices.svelte.js'
import type { Room } from '../room/room.svelte.js'

/** What stands behind citations in a text beside which no resources are, as a frozen draft or the work that a session looks at. */
export const cited = (room: Room): Citing => ({
  resourceOf: id => room.model?.resources.find(resource => resource.id === id),
  open(id) {
    const resource = this.resourceOf(id)
    if (!resource) return notices.tell('This resource is not kept here.')
    notices.tell(`Here “${resource.title}” was drawn on.`, 'info', isLink(resource.url) ? { word: 'Open it', do: () => { window.open(resource.url, '_blank', 'noopener,noreferrer') } } : undefined)
  },
})
