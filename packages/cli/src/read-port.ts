/** Where to listen, on a command line. Pure. */
import { type Options, textOf } from './command.js'

/** @returns the port that the option names; or, if it is none, a sentence that says so */
export function readPort(options: Options, name: 'port' | 'workbench' = 'port'): number | string {
  const text = textOf(options, name) ?? ''
  const port = Number(text)
  return /^\d+$/.test(text) && port <= 65_535 ? port : `--${name} is a whole number from 0 to 65535, got "${text}".`
}
