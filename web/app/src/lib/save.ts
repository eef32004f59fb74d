/** Gives a text to the person as a file. */
export function saveAs(title: string, ending: string, type: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = fileName(title, ending)
  link.click()
  // Some browsers begin to read only after the click has ended.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A file's name that every system takes. */
const fileName = (title: string, ending: string): string => {
  const name = title.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M} _-]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 80)
  return `${name || 'document'}.${ending}`
}
