/**
 * How one check stands on the screen: a sign, its name, what it found. What failed is loud, what held is quiet.
 */
import type { Screen } from './screen.js'
import { wrap } from './text.js'

/** How a check came out, and with it its sign and colour. */
export type Verdict = 'good' | 'doubtful' | 'bad'

export const signs: { readonly [verdict in Verdict]: string } = { good: '✓', doubtful: '!', bad: '✗' }
const nameColumns = 16

/** A check's lines: its sign and name, then what it found, further lines under the first. */
export function checkLines(verdict: Verdict, name: string, found: string, { width, paint }: Screen): string[] {
  const [first = '', ...rest] = wrap(found, width - nameColumns - 2)
  const brush = paint[verdict]
  const sign = verdict === 'good' ? brush(signs[verdict]) : brush(`${signs[verdict]} ${name.padEnd(nameColumns - 2)}`)
  const head = verdict === 'good' ? `${sign} ${name.padEnd(nameColumns - 2)}` : sign
  return [`${head}  ${first}`, ...rest.map((line) => `${' '.repeat(nameColumns + 2)}${line}`)]
}
