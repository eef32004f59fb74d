const beside = matchMedia('(min-width: 1060px)')
const column = matchMedia('(min-width: 1280px)')
const places = matchMedia('(min-width: 1400px)')
const phone = matchMedia('(max-width: 720px)')

class Width {
  /** There is room beside the text. */
  wide = $state(beside.matches)
  /** There is room on both sides of the text. */
  column = $state(column.matches)
  /** There is room for a column of signs beside a room, too. */
  places = $state(places.matches)
  narrow = $state(phone.matches)
  constructor() {
    beside.addEventListener('change', () => { this.wide = beside.matches })
    column.addEventListener('change', () => { this.column = column.matches })
    places.addEventListener('change', () => { this.places = places.matches })
    phone.addEventListener('change', () => { this.narrow = phone.matches })
  }
}

export const width = new Width()
