import { Node } from '@tiptap/core'

export type ChartType = 'bar' | 'line'

export const chartType = (type: unknown): ChartType => type === 'line' ? 'line' : 'bar'

/** A table that draws itself: its figures stand below what is drawn of them. */
export const Chart = Node.create({
  name: 'chart',
  group: 'part',
  content: 'table',
  isolating: true,
  defining: true,
  addAttributes: () => ({ type: { default: 'bar', parseHTML: element => chartType(element.getAttribute('data-chart')), renderHTML: ({ type }) => ({ 'data-chart': chartType(type) }) } }),
  parseHTML: () => [{ tag: 'figure[data-chart]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, 0],
})
