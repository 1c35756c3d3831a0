/**
 * Everything that turns the lines of a log into a measurement. A new engine is a line here: the tests beside this hold it
 * against the plain rules on random logs, and against the others on a large one.
 */
import { type Measurement, type MeasureOptions, scan } from '@heddle/analysis'

export type Engine = (lines: readonly string[], options: MeasureOptions) => Promise<Measurement>

export const engines: { readonly [name: string]: Engine } = {
  scan: (lines, options) => scan([{ name: 'log', lines }], options),
  'scan, in three files and another order': (lines, options) => scan(inThreeFiles(lines), options),
  'scan, in bytes cut anywhere': (lines, options) => scan([{ name: 'log', chunks: bytesOf(lines) }], options),
}

/** Every line once, those that were neighbours far apart. */
function inThreeFiles(lines: readonly string[]) {
  return [2, 0, 1].map((rest) => ({
    ...{ name: `${rest}`, lines: lines.filter((_, index) => index % 3 === rest).reverse() },
  }))
}

function* bytesOf(lines: readonly string[]): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(lines.join('\n'))
  // A prime, so that cuts fall into lines, and into characters of several bytes.
  for (let start = 0; start < bytes.length; start += 4099) yield bytes.slice(start, start + 4099)
}
