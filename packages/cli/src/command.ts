/**
 * What a command is, as a value: how it is called, how it explains itself, what it does.
 * command-line.ts makes a command line of such values; adding a command is a file and a line in main.ts.
 */
import type { ExitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What it does, before its options. */
  readonly description: string
  readonly argument?: { readonly name: string; readonly description: string }
  readonly options: readonly OptionSpec[]
  /** Command lines that work as they stand, each with its meaning. */
  readonly examples: readonly Example[]
  /** @throws Error whose message is a sentence, where the world fails; wrong usage is not thrown but returned */
  run(input: Input, terminal: Terminal): Promise<ExitCode>
}

export interface Example {
  readonly line: string
  readonly meaning: string
}

export interface OptionSpec {
  /** `--alpha <share>` */
  readonly flags: string
  readonly description: string
  readonly default?: string
  readonly choices?: readonly string[]
  /** May be given more than once: its value is a list. */
  readonly repeatable?: true
}

export interface Input {
  readonly sources: readonly string[]
  readonly options: Options
}

/** As they were written; a name without its dashes. An option that takes no value is true where it is given, and false as --no-…. */
export type Options = { readonly [name: string]: string | readonly string[] | boolean | undefined }

/** An option that is given once, or not at all. */
export function textOf(options: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** A repeatable option; empty if it was not given. */
export function listOf(options: Options, name: string): readonly string[] {
  const value = options[name]
  return typeof value === 'object' ? value : []
}
