/**
 * Word writes a list as paragraphs: `<p style="mso-list:l0 level2 lfo1">`, each with its sign in a span of `mso-list:Ignore`. This makes lists of
 * them, as deep as their levels.
 */
export function wordLists(body: HTMLElement): void {
  for (const paragraph of [...body.querySelectorAll('p')]) {
    if (levelOf(paragraph) === null || (paragraph.previousElementSibling && levelOf(paragraph.previousElementSibling) !== null)) continue
    const run: Element[] = []
    for (let next: Element | null = paragraph; next && levelOf(next) !== null; next = next.nextElementSibling) run.push(next)
    const place = body.ownerDocument.createElement('div')
    paragraph.before(place)
    build(run, place)
    place.replaceWith(...place.childNodes)
  }
}

const levelOf = (element: Element): number | null => {
  const match = /mso-list:\s*l\d+\s+level(\d)/i.exec(element.getAttribute('style') ?? '')
  return match && element.localName === 'p' ? Number(match[1]) : null
}

function build(run: Element[], place: Element): void {
  const open: { level: number, list: Element }[] = []
  for (const paragraph of run) {
    const level = levelOf(paragraph)!
    const name = takeSign(paragraph) ? 'ol' : 'ul'
    while (open.length > 0 && open.at(-1)!.level > level) open.pop()
    let top = open.at(-1)
    if (top?.level === level && top.list.localName !== name) {
      open.pop()
      top = open.at(-1)
    }
    if (top?.level !== level) {
      const list = place.ownerDocument.createElement(name)
      ;(top ? top.list.lastElementChild ?? top.list : place).append(list)
      open.push(top = { level, list })
    }
    const item = place.ownerDocument.createElement('li')
    const text = place.ownerDocument.createElement('p')
    text.append(...paragraph.childNodes)
    item.append(text)
    top.list.append(item)
    paragraph.remove()
  }
}

/** Takes a paragraph's sign away; true where it was a number or a letter. */
function takeSign(paragraph: Element): boolean {
  const sign = paragraph.querySelector('[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]')
  const text = sign?.textContent.trim() ?? ''
  sign?.remove()
  return /^\(?[\p{L}\p{N}]{1,4}[.)]$/u.test(text)
}
