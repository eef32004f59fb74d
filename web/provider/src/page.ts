/** What the page that this runs in goes through. Elsewhere than in a page nothing of it happens. */
export interface PageEvents {
  /** The network is back. */
  online?: () => void
  /** The network is gone. */
  offline?: () => void
  /** The tab is looked at again. */
  seen?: () => void
  /** The tab is not looked at any more. */
  unseen?: () => void
  /** The page is left. It may come back: the browser may freeze it and thaw it later. */
  left?: () => void
  /** The page is there, perhaps again. */
  shown?: () => void
}

/** Listens to the page; returns what stops it. */
export function watchPage(events: PageEvents): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined
  const listeners: [EventTarget, string, () => void][] = [
    [window, 'online', () => events.online?.()],
    [window, 'offline', () => events.offline?.()],
    [window, 'pagehide', () => events.left?.()],
    [window, 'pageshow', () => events.shown?.()],
    [document, 'visibilitychange', () => document.visibilityState === 'visible' ? events.seen?.() : events.unseen?.()],
  ]
  for (const [target, name, listener] of listeners) target.addEventListener(name, listener)
  return () => { for (const [target, name, listener] of listeners) target.removeEventListener(name, listener) }
}
