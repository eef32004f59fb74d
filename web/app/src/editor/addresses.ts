/** Addresses that a link may have, whoever wrote it. */
export const isLink = (href: string): boolean => /^(https?:\/\/|mailto:|tel:)[^\s]+$/i.test(href)

/** What somebody typed as an address, with the protocol that it lacks; null where it cannot be one. */
export function asLink(typed: string): string | null {
  const text = typed.trim()
  if (text === '' || isLink(text)) return text || null
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`
  return /^[^\s:/?#]+\.[^\s:/?#]+([/:?#]\S*)?$/.test(text) ? `https://${text}` : null
}

/** As `asLink`, for an address of the web alone; empty where nothing was typed. */
export function asWebAddress(typed: string): string | null {
  const address = asLink(typed) ?? ''
  return typed.trim() === '' || /^https?:/i.test(address) ? address : null
}
