/**
 * Numbers as people write them on a command line: `10%`, `20,000`, `7 d`. Pure; undefined for what is none.
 */

/** `10%` and `0.1` are the same; a sign may stand before it. */
export function shareOf(text: string): number | undefined {
  const [, amount, percent] = /^\s*([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*(%?)\s*$/.exec(text) ?? []
  if (amount === undefined) return undefined
  return percent === '%' ? Number(amount) / 100 : Number(amount)
}

export function numberOf(text: string): number | undefined {
  const digits = withoutMarks(text)
  const number = Number(digits)
  return digits !== '' && Number.isFinite(number) ? number : undefined
}

/** A whole number from 0 on. */
export function countOf(text: string): number | undefined {
  const digits = withoutMarks(text)
  const number = Number(digits)
  return /^\d+$/.test(digits) && Number.isSafeInteger(number) ? number : undefined
}

/** `,` and `_` between thousands. */
const withoutMarks = (text: string) => text.trim().replaceAll(/(?<=\d)[,_](?=\d{3})/g, '')

const daysIn: ReadonlyMap<string, number> = new Map([
  ['min', 1 / 1440],
  ['h', 1 / 24],
  ['d', 1],
  ['w', 7],
])

/** `7 d` is 7. */
export function durationDaysOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text) ?? []
  const days = daysIn.get(unit)
  return amount === undefined || days === undefined ? undefined : Number(amount) * days
}
