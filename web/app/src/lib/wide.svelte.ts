const beside = matchMedia('(min-width: 1060px)')
const column = matchMedia('(min-width: 1280px)')
const phone = matchMedia('(max-width: 720px)')

class Width {
  /** There is room beside the text. */
  wide = $state(beside.matches)
  /** There is room on both sides of the text. */
  column = $state(column.matches)
  narrow = $state(phone.matches)
  constructor() {
    beside.addEventListener('change', () => { this.wide = beside.matches })
    column.addEventListener('change', () => { this.column = column.matches })
    phone.addEventListener('change', () => { this.narrow = phone.matches })
  }
}

export const width = new Width()
