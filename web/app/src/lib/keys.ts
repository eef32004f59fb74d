const isApple = /Mac|iPhone|iPad/.test(navigator.platform)
const SIGNS: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩' }

/** Keys as this machine's keyboard has them: "Ctrl Shift 8" is "⌘ ⇧ 8" on Apple's. */
export const keysHere = (keys: string): string => isApple ? keys.split(' ').map(key => SIGNS[key] ?? key).join(' ') : keys

/** A name with its keys behind it, for a tooltip. */
export const withKeys = (name: string, keys?: string): string => keys ? `${name} (${keysHere(keys)})` : name
