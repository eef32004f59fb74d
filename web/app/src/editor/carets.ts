import { initials } from '../lib/words.js'

/** How somebody else's cursor looks: the name while it moves, the initials when it rests, the name again under the mouse. */
export function caret(user: Record<string, unknown>): HTMLElement {
  const name = typeof user.name === 'string' && user.name.trim() !== '' ? user.name : 'Somebody'
  const element = document.createElement('span')
  element.className = 'collaboration-carets__caret'
  element.dataset.person = String(user.id ?? '')
  element.style.setProperty('--person', colour(user))
  const label = document.createElement('span')
  label.className = 'collaboration-carets__label'
  label.append(part('short', initials(name)), part('whole', name))
  // Around a word joiner the line breaks as if nothing were there.
  element.append('\u2060', label, '\u2060')
  // Before the typefaces are there the lines are others.
  void document.fonts.ready.then(() => requestAnimationFrame(() => turn(label)))
  return element
}

/** At the text's right edge the name goes to the left. */
function turn(label: HTMLElement): void {
  const frame = label.closest('.editor')?.getBoundingClientRect()
  if (frame && label.getBoundingClientRect().right > frame.right) label.classList.add('back')
}

export const selection = (user: Record<string, unknown>): { class: string, style: string } =>
  ({ class: 'collaboration-carets__selection', style: `--person: ${colour(user)}` })

const colour = (user: Record<string, unknown>): string => /^#[0-9a-f]{6}$/i.test(String(user.color)) ? String(user.color) : '#5f5b54'

function part(className: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  return element
}
