// Prints a document as an old version of yjs leaves it, in base64.   node old.mjs VERSION
import { createRequire } from 'node:module'

const Old = createRequire(import.meta.url)(`yjs-${process.argv[2]}`)

const doc = new Old.Doc()
const paragraph = new Old.XmlElement('paragraph')
const words = new Old.XmlText()
doc.getXmlFragment('tiptap').insert(0, [paragraph])
paragraph.insert(0, [words])
words.insert(0, 'An old paragraph, partly strong.')
words.format(18, 6, { bold: {} })
words.delete(0, 3)
words.insert(0, 'Some')
doc.getText('code').insert(0, 'let old = "😀"\n')
doc.getText('code').delete(4, 3)
doc.getText('code').insert(4, 'kept')
doc.getText('quill').insert(0, 'old and bold\n')
doc.getText('quill').format(8, 4, { bold: true })
doc.getText('quill').insert(3, ' words', { italic: true })

process.stdout.write(Buffer.from(Old.encodeStateAsUpdate(doc)).toString('base64'))
