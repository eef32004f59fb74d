import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { chartData } from './blocks/chart-data.js'
import { drawChart } from './blocks/chart-svg.js'
import { chartType } from './blocks/chart.js'
import { imageIn, isOwnImage } from './images.js'
import { saveAs } from '../lib/save.js'
import { isLink } from './addresses.js'
import { markdownOf, type ResourceOf } from './markdown.js'

/** Gives the text to the person as a file that needs nothing from this server: images are in it. */
export async function download(editor: Editor, room: string, format: 'markdown' | 'html', title: string, resourceOf: ResourceOf): Promise<void> {
  const images = await read(editor, room)
  const addressOf = (src: string): string => images.get(imageIn(room, src)) ?? new URL(src, location.origin).href
  const { doc } = editor.state
  const hasTitle = doc.firstChild?.type.name === 'heading' && doc.firstChild.attrs.level === 1
  const text = format === 'html'
    ? htmlPage(title, `${hasTitle ? '' : `<h1>${escapeHtml(title)}</h1>\n`}${htmlOf(editor, addressOf, resourceOf)}`)
    : `${hasTitle ? '' : `# ${title.replace(/[\\`*_[\]<>&|~]/g, '\\$&')}\n\n`}${markdownOf(doc, addressOf, resourceOf)}`
  saveAs(title, format === 'html' ? 'html' : 'md', format === 'html' ? 'text/html' : 'text/markdown', text)
}

/** The bytes of the text's images as data addresses. One that cannot be had is left out. */
async function read(editor: Editor, room: string): Promise<Map<string, string>> {
  const sources = new Set<string>()
  editor.state.doc.descendants(node => { for (const src of [node.attrs.src, node.attrs.image]) if (isOwnImage(src)) sources.add(imageIn(room, src)) })
  const read = await Promise.all([...sources].map(async src => {
    try {
      const answer = await fetch(src)
      return answer.ok ? [[src, await dataOf(await answer.blob())] as const] : []
    } catch {
      return []
    }
  }))
  return new Map(read.flat())
}

const dataOf = (blob: Blob): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => resolve(reader.result as string)
  reader.onerror = () => reject(reader.error!)
  reader.readAsDataURL(blob)
})

function htmlOf(editor: Editor, addressOf: (src: string) => string, resourceOf: ResourceOf): string {
  const { body } = new DOMParser().parseFromString(editor.getHTML(), 'text/html')
  for (const image of body.querySelectorAll('img')) {
    image.src = addressOf(image.getAttribute('src') ?? '')
    image.removeAttribute('loading')
    image.removeAttribute('draggable')
  }
  sources(body, resourceOf)
  const charts: Node[] = []
  editor.state.doc.forEach(node => { if (node.type.name === 'chart') charts.push(node) })
  for (const [i, place] of [...body.querySelectorAll('figure[data-chart]')].entries()) if (charts[i]) place.prepend(...drawing(charts[i]))
  for (const box of body.querySelectorAll('input')) box.disabled = true
  for (const table of body.querySelectorAll('table')) {
    table.removeAttribute('style')
    table.querySelector('colgroup')?.remove()
  }
  return body.innerHTML.replace(/(<\/(?:p|h[1-3]|ul|ol|li|table|tr|blockquote|pre)>|<hr>)/g, '$1\n')
}

/** Behind each passage that cites a resource stands which. */
export function sources(body: Element, resourceOf: ResourceOf): void {
  for (const passage of body.querySelectorAll('cite')) {
    const resource = resourceOf(passage.getAttribute('data-resource') ?? '')
    passage.removeAttribute('data-resource')
    if (!resource) continue
    const source = document.createElement(isLink(resource.url) ? 'a' : 'span')
    if (isLink(resource.url)) source.setAttribute('href', resource.url)
    source.textContent = resource.title
    const note = document.createElement('small')
    note.append(' (', source, ')')
    passage.after(note)
  }
}

/** A table's figures as they are drawn, where there are any. */
function drawing(chart: Node): Element[] {
  const data = chartData(chart.firstChild!)
  return data.series.length > 0 ? [drawChart(data, chartType(chart.attrs.type), 680)] : []
}

const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="${document.documentElement.lang || 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { max-width: 70ch; margin: 3rem auto; padding: 0 1rem; font: 18px/1.6 Georgia, serif; overflow-wrap: anywhere; }
p, h1, h2, h3, li, td, th { unicode-bidi: plaintext; text-align: start; }
h1, h2, h3 { line-height: 1.25; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
td, th { border: 1px solid #bbb; padding: 0.3em 0.6em; text-align: start; vertical-align: top; }
td > p, th > p { margin: 0; }
blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid #bbb; }
pre { padding: 1em; background: #f4f4f2; overflow-x: auto; }
cite { font-style: normal; }
figure { margin: 1.5em 0; }
figure svg { max-width: 100%; height: auto; }
article { margin: 1.5em 0; padding: 0.4em 1.2em; border: 1px solid #bbb; border-radius: 0.8em; }
article > p { unicode-bidi: plaintext; }
ul[data-type="taskList"] { list-style: none; padding-inline-start: 0; }
ul[data-type="taskList"] li { display: flex; gap: 0.5em; }
ul[data-type="taskList"] li p { margin: 0 0 0.3em; }
</style>
</head>
<body>
${body}
</body>
</html>
`

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
