/** Addresses that a link may have, whoever wrote it. */
export const isLink = (href: string): boolean => /^(https?:\/\/|mailto:|tel:)[^\s]+$/i.test(href)

/** What somebody typed as an address, with the protocol that it lacks; null where it cannot be one. */
export function asLink(typed: string): string | null {
  const text = typed.trim()
  if (text === '' || isLink(text)) return text || null
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`
  return /^[^\s:/?#]+\.[^\s:/?#]+([/:?#]\S*)?$/.test(text) ? `https://${text}` : null
}
