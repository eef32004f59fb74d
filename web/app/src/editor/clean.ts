import { isOwnImage } from './images.js'
import { wordLists } from './word-lists.js'

/**
 * What the schema cannot know of pasted HTML. Google Docs wraps everything in a bold element that means nothing and copies checklists by role; Word
 * writes lists as paragraphs and brings elements of its own. Styles, ids and images from elsewhere fall away with the schema. HTML of an editor
 * like this one stays as it is.
 */
export function cleanHtml(html: string): string {
  if (/\sdata-pm-slice=/.test(html)) return html
  const body = parse(html)
  for (const node of body.querySelectorAll('style, script, meta, link, title, xml, template, [style*="mso-hide:all"], [style*="mso-element:comment"], img')) {
    if (node.localName !== 'img' || !isOwnImage(node.getAttribute('src'))) node.remove()
  }
  for (const node of body.querySelectorAll('*')) if (node.localName.includes(':')) node.replaceWith(...node.childNodes)
  wordLists(body)
  checklists(body)
  for (const bold of body.querySelectorAll<HTMLElement>('b, strong')) if (/^(normal|[1-4]00)$/.test(bold.style.fontWeight)) bold.replaceWith(...bold.childNodes)
  for (const span of body.querySelectorAll<HTMLElement>('a [style], a[style]')) span.style.textDecoration = ''
  for (const heading of body.querySelectorAll('h4, h5, h6')) rename(heading, 'h3')
  // Between blocks a line break is only distance.
  for (const br of body.querySelectorAll('br')) if (isBetweenBlocks(br)) br.remove()
  for (const p of body.querySelectorAll('p')) if (/^[\s\u00a0]*$/.test(p.textContent) && !p.querySelector('img, br')) p.remove()
  return body.innerHTML
}

/** How many images pasted HTML shows that are not of this server; they are not taken along. */
export const foreignImages = (html: string): number => /\sdata-pm-slice=/.test(html) ? 0
  : [...parse(html).querySelectorAll('img')].filter(image => !isOwnImage(image.getAttribute('src')) && !image.closest('[role="checkbox"]') && Number(image.getAttribute('width') ?? 9) > 2).length

/** Whether pasted HTML has nothing but images, as when one is copied from a page. */
export function isOnlyImages(html: string): boolean {
  const body = parse(html)
  return body.querySelector('img') !== null && body.textContent.trim() === ''
}

/** Nothing in it is run or loaded. Comments are left out. */
function parse(html: string): HTMLElement {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT)
  const found: Node[] = []
  while (comments.nextNode()) found.push(comments.currentNode)
  for (const comment of found) comment.parentNode?.removeChild(comment)
  return page.body
}

/** Checklists of Google Docs, GitHub and Notion, as this editor writes them. */
function checklists(body: HTMLElement): void {
  for (const list of body.querySelectorAll('ul, ol')) {
    const items = [...list.children].filter(child => child.localName === 'li')
    const boxes = items.map(item => item.getAttribute('role') === 'checkbox' ? item : item.querySelector(':scope > input[type="checkbox"], :scope > p > input[type="checkbox"], :scope > label > input[type="checkbox"]'))
    if (items.length === 0 || boxes.some(box => box === null)) continue
    list.setAttribute('data-type', 'taskList')
    for (const [i, item] of items.entries()) {
      const box = boxes[i]!
      item.setAttribute('data-type', 'taskItem')
      item.setAttribute('data-checked', String(box.getAttribute('aria-checked') === 'true' || box.hasAttribute('checked')))
      if (box !== item) box.remove()
    }
  }
}

const BLOCKS = 'p, h1, h2, h3, ul, ol, table, blockquote, pre, hr, div'

function isBetweenBlocks(br: Element): boolean {
  const siblings = [...(br.parentElement?.children ?? [])]
  return siblings.some(sibling => sibling.matches(BLOCKS)) && (br.previousElementSibling?.matches(BLOCKS) ?? true) && !br.parentElement!.matches('p, h1, h2, h3')
}

function rename(element: Element, name: string): void {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.replaceWith(other)
}
