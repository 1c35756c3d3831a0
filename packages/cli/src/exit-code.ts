/**
 * How the command ends, as a number for the shell.
 */

export const exitCode = {
  done: 0,
  /** Something in the world: a missing file, a port in use. */
  failed: 1,
  /** `heddle check` found that events are missing. */
  missing: 2,
  /** `heddle lift` found an experiment that cannot be trusted: its sample ratio, its losses or its crossover. */
  broken: 2,
  /** The command line itself is wrong; the number is EX_USAGE of sysexits.h. */
  usage: 64,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
