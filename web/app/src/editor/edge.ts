/** Where the text comes out from under what stays at the page's top, in pixels of the window. */
export function edgeOf(root: HTMLElement): number {
  const covers = [...document.querySelectorAll('[data-covers]')]
  const bar = root.querySelector('.toolbar')
  // On a phone it stands at the bottom.
  if (bar && getComputedStyle(bar).position === 'sticky') covers.push(bar)
  return Math.max(0, ...covers.map(cover => cover.getBoundingClientRect().bottom))
}

/** What scrolls an element: one around it, or the page. */
export function scrollerOf(element: Element): Element {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY) && parent.scrollHeight > parent.clientHeight && parent !== document.body) return parent
  }
  return document.scrollingElement ?? document.documentElement
}
