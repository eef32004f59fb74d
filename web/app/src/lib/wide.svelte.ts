const beside = matchMedia('(min-width: 1060px)')
const phone = matchMedia('(max-width: 720px)')

class Width {
  /** There is room beside the text. */
  wide = $state(beside.matches)
  narrow = $state(phone.matches)
  constructor() {
    beside.addEventListener('change', () => { this.wide = beside.matches })
    phone.addEventListener('change', () => { this.narrow = phone.matches })
  }
}

export const width = new Width()
