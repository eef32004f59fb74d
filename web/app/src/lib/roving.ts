/**
 * One stop for the Tab key in a bar of tools; arrows, Home and End go from tool to tool, and the last one that was used is where Tab comes back
 * to. An action for the bar's element.
 */
export function roving(bar: HTMLElement): { destroy: () => void } {
  const tools = (): HTMLElement[] => [...bar.querySelectorAll<HTMLElement>('button:not(:disabled), select, input')]
  let last: HTMLElement | null = null

  const settle = (): void => {
    const all = tools()
    if (!last?.isConnected || !all.includes(last)) last = all[0] ?? null
    for (const tool of bar.querySelectorAll<HTMLElement>('button, select, input')) {
      const stop = tool === last ? '0' : '-1'
      if (tool.getAttribute('tabindex') !== stop) tool.setAttribute('tabindex', stop)
    }
  }
  const onfocusin = (event: FocusEvent): void => {
    last = event.target as HTMLElement
    settle()
  }
  const onkeydown = (event: KeyboardEvent): void => {
    const all = tools()
    const at = all.indexOf(event.target as HTMLElement)
    const isTyped = event.target instanceof HTMLInputElement
    if (at < 0 || isTyped || event.ctrlKey || event.metaKey || event.altKey) return
    const isBack = getComputedStyle(bar).direction === 'rtl'
    const step = { ArrowRight: isBack ? -1 : 1, ArrowLeft: isBack ? 1 : -1 }[event.key]
    const to = step !== undefined ? (at + step + all.length) % all.length : event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : null
    if (to === null) return
    event.preventDefault()
    all[to]!.focus()
  }
  const changes = new MutationObserver(settle)
  changes.observe(bar, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  bar.addEventListener('focusin', onfocusin)
  bar.addEventListener('keydown', onkeydown)
  settle()
  return {
    destroy: () => {
      changes.disconnect()
      bar.removeEventListener('focusin', onfocusin)
      bar.removeEventListener('keydown', onkeydown)
    },
  }
}
