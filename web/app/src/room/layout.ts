/** A card that wants to stand beside a passage. */
export interface Card { id: string, top: number, height: number }

/**
 * Where cards stand so that none covers another: in the order of their passages, each as near to its own as the ones above allow; the active
 * one exactly at its passage, and those above make room for it. None stands above `edge`.
 */
export function layout(cards: Card[], active: string | null, edge = 0, gap = 10): Map<string, number> {
  const sorted = [...cards].sort((a, b) => a.top - b.top || (a.id < b.id ? -1 : 1))
  const at = new Map<string, number>()
  const fixed = sorted.findIndex(card => card.id === active)
  let floor = edge
  for (const [i, card] of sorted.entries()) {
    const top = i === fixed ? Math.max(card.top, edge) : Math.max(card.top, floor)
    at.set(card.id, top)
    floor = top + card.height + gap
  }
  let ceiling = fixed < 0 ? Infinity : at.get(sorted[fixed]!.id)!
  for (let i = fixed - 1; i >= 0; i--) {
    const card = sorted[i]!
    const top = Math.min(at.get(card.id)!, ceiling - gap - card.height)
    at.set(card.id, top)
    ceiling = top
  }
  return at
}
