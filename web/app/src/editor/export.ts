import type { Editor } from '@tiptap/core'

/** A page of its own, that needs nothing from this server but its images. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>
body { max-width: 70ch; margin: 3rem auto; padding: 0 1rem; font: 18px/1.6 Georgia, serif; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
td, th { border: 1px solid #bbb; padding: 0.3em 0.6em; text-align: left; }
blockquote { margin-left: 0; padding-left: 1em; border-left: 3px solid #bbb; }
ul[data-type="taskList"] { list-style: none; padding-left: 0; }
ul[data-type="taskList"] li { display: flex; gap: 0.5em; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** A file's name that every system takes. */
export const fileName = (title: string, ending: string): string => {
  const name = title.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M} _-]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 80)
  return `${name || 'document'}.${ending}`
}

export function download(editor: Editor, format: 'markdown' | 'html', title: string): void {
  const absolute = (text: string): string => text.replaceAll('/api/rooms/', `${location.origin}/api/rooms/`)
  const file = format === 'html'
    ? new Blob([htmlPage(title, absolute(editor.getHTML()))], { type: 'text/html' })
    : new Blob([`# ${title}\n\n${absolute(editor.getMarkdown())}\n`], { type: 'text/markdown' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = fileName(title, format === 'html' ? 'html' : 'md')
  link.click()
  URL.revokeObjectURL(link.href)
}
