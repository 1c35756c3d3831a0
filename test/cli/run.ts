/**
 * Runs a command in this process: what it writes and how it ends, without a program to start.
 */
import type { Command, Options } from '../../packages/cli/src/command.js'
import type { ExitCode } from '../../packages/cli/src/exit-code.js'
import { screenOf } from './reports.js'

export interface Ran {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

/** @param options by name; the others have their defaults */
export async function run(command: Command, sources: readonly string[], options: Options = {}): Promise<Ran> {
  const defaults = command.options.flatMap(({ flags, default: preset }) => {
    const name = /^--([\w-]+)/.exec(flags)?.[1]?.replace(/-(\w)/g, (_, sign: string) => sign.toUpperCase())
    return preset === undefined || name === undefined ? [] : [[name, preset] as const]
  })
  let out = ''
  let err = ''
  const code = await command.run(
    { sources, options: { ...Object.fromEntries(defaults), ...options } },
    {
      screen: screenOf(118),
      write: (text) => {
        out += text
      },
      note: (line) => {
        err += `${line}\n`
      },
      untilStopped: () => Promise.resolve(),
      env: {},
    },
  )
  return { code, out, err }
}
