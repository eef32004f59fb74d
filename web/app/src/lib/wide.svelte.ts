/** Whether there is room beside the text. */
const query = matchMedia('(min-width: 1060px)')

class Width {
  wide = $state(query.matches)
  constructor() { query.addEventListener('change', () => { this.wide = query.matches }) }
}

export const width = new Width()
