/**
 * The command: words in, exit code out. Nothing is decided here but which commands there are.
 */
import { readFileSync } from 'node:fs'
import { bootCommand } from './boot/boot-command.js'
import { checkCommand } from './check-command.js'
import { collectCommand } from './collect-command.js'
import { runCommandLine } from './command-line.js'
import { compactCommand } from './compact-command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { failureText } from './failure.js'
import { funnelCommand } from './funnel-command.js'
import { ingestCommand } from './ingest-command.js'
import { initCommand } from './init/init-command.js'
import { liftCommand } from './lift-command.js'
import { pathsCommand } from './paths-command.js'
import { powerCommand } from './power/power-command.js'
import { reportCommand } from './report/report-command.js'
import { segmentsCommand } from './segments-command.js'
import { shareCommand } from './share-command.js'
import { simulateCommand } from './simulate/simulate-command.js'
import { slotsCommand } from './slots-command.js'
import { createTerminal } from './terminal.js'
import { workbenchCommand } from './workbench/workbench-command.js'

const commands = [
  initCommand,
  powerCommand,
  simulateCommand,
  liftCommand,
  segmentsCommand,
  funnelCommand,
  shareCommand,
  slotsCommand,
  pathsCommand,
  checkCommand,
  reportCommand,
  workbenchCommand,
  collectCommand,
  compactCommand,
  ingestCommand,
  bootCommand,
]

/**
 * @param words the command line without the program's own name
 * @returns what the process should end with; a failure has been said on standard error
 */
export async function main(words: readonly string[], process: NodeJS.Process): Promise<ExitCode> {
  const terminal = createTerminal(process)
  try {
    return await runCommandLine(words, commands, ownVersion(), terminal)
  } catch (cause) {
    terminal.progress?.clear()
    terminal.note(`heddle: ${failureText(cause, Boolean(process.env.HEDDLE_DEBUG))}`)
    return exitCode.failed
  }
}

function ownVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return version
}
