/** The accepted chance of a false alarm on a command line. Pure. */
import { type Options, textOf } from './command.js'

export type ReadAlpha =
  | { readonly status: 'alpha'; readonly alpha: number }
  | { readonly status: 'wrong'; readonly sentence: string }

/** The same where a plan may say it: nothing is assumed. */
export function readOwnAlpha(options: Options): ReadAlpha | { readonly status: 'none' } {
  return options.alpha === undefined ? { status: 'none' } : readAlpha(options)
}

export function readAlpha(options: Options): ReadAlpha {
  const alpha = Number(textOf(options, 'alpha'))
  if (alpha > 0 && alpha < 1) return { status: 'alpha', alpha }
  return { status: 'wrong', sentence: `--alpha is a share between 0 and 1, such as 0.05; got "${options.alpha}".` }
}
