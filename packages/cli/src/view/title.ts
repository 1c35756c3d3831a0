/**
 * The name of an experiment as the title of a text.
 */
import type { Screen } from './screen.js'
import { displayWidth, printable } from './text.js'

export function titleOf(experiment: string, { paint, width }: Screen): string[] {
  const title = printable(experiment)
  return [paint.strong(title), paint.strong('═'.repeat(Math.min(displayWidth(title), width)))]
}
