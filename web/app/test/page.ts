/** What a page has and jsdom has not: it lays nothing out. Everything stands at the top left. */
const rect = { x: 0, y: 0, left: 0, top: 0, right: 1, bottom: 1, width: 1, height: 1, toJSON: () => ({}) }
const rects = (): DOMRectList => Object.assign([rect], { item: () => rect }) as unknown as DOMRectList

Range.prototype.getClientRects = rects
Range.prototype.getBoundingClientRect = () => rect
Element.prototype.getClientRects = rects
globalThis.ResizeObserver = class { observe(): void {} unobserve(): void {} disconnect(): void {} }
