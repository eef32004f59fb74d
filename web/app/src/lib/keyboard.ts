/**
 * Keeps `--keyboard`, the height in pixels that a phone's keyboard takes from the window, for what stands on it. Some browsers make the window
 * smaller and others only cover it. Ends when the function it returns is called.
 */
export function keyboard(): () => void {
  const view = window.visualViewport
  const measure = (): void => {
    const height = view && view.scale < 1.05 ? Math.max(0, Math.round(innerHeight - view.height - view.offsetTop)) : 0
    document.documentElement.style.setProperty('--keyboard', `${height}px`)
  }
  view?.addEventListener('resize', measure)
  view?.addEventListener('scroll', measure)
  return () => {
    view?.removeEventListener('resize', measure)
    view?.removeEventListener('scroll', measure)
  }
}
