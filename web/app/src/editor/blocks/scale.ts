/** Even steps over a range, such as 0, 20, 40, with about as many as are asked for. */
export function ticksOf(min: number, max: number, wanted: number): number[] {
  const span = max - min || Math.abs(max) || 1
  const rough = span / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const unit = [1, 2, 2.5, 5, 10].find(unit => unit * power >= rough)! * power
  const first = Math.floor(min / unit + 1e-9), last = Math.ceil(max / unit - 1e-9)
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, i) => Number(((first + i) * unit).toPrecision(12)))
}

/** From what to what an axis goes. Bars are measured from zero; lines too, unless they would all lie in the upper part. */
export function rangeOf(values: readonly number[], isBar: boolean): [number, number] {
  const min = Math.min(...values), max = Math.max(...values)
  const isFar = !isBar && min > 0 && max - min < max / 5
  return isFar ? [min, max] : [Math.min(0, min), Math.max(0, max)]
}

const short = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 2 })
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

export const figure = (value: number): string => (Math.abs(value) >= 100_000 ? short : whole).format(value).replace('-', '−')
