/**
 * `heddle workbench`: serves the page on this machine, with a log if one is named, until it is told to stop.
 */
import { stat } from 'node:fs/promises'
import { type Command, textOf } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import { readDefinitions } from '../read-definitions.js'
import { readPort } from '../read-port.js'

export const workbenchCommand: Command = {
  name: 'workbench',
  summary: 'look at a log in a page of this machine',
  description:
    'Serves a page to this machine that opens logs and tables and shows the lift, its course over time, funnels, shares and ' +
    'paths. Everything is computed in the page; nothing leaves the machine. --log opens a log by itself and shows what comes ' +
    'to it, --experiments says what is tested and computed. Stop it with Ctrl-C.',
  options: [
    {
      flags: '--log <path>',
      description: 'a log file, or a folder of them, that the page opens by itself and follows',
    },
    {
      flags: '--experiments <file>',
      description: 'definitions: plans and metrics for the log, a JSON file or a module; else every goal is shown',
    },
    { flags: '--port <number>', description: 'where to listen; 0 takes any free port', default: '4319' },
  ],
  examples: [
    { meaning: 'then open http://127.0.0.1:4319 and drop a log', line: 'heddle workbench' },
    {
      meaning: 'with the log of a collector; while it runs, the numbers are live',
      line: 'heddle workbench --log heddle-log',
    },
    {
      meaning: 'with hypotheses, metrics and decisions',
      line: 'heddle workbench --log heddle-log --experiments plans.ts',
    },
  ],
  async run({ options }, terminal): Promise<ExitCode> {
    const port = readPort(options)
    if (typeof port === 'string') {
      terminal.note(`heddle workbench: ${port}`)
      return exitCode.usage
    }
    const file = textOf(options, 'experiments')
    const log = textOf(options, 'log')
    if (file !== undefined && log === undefined) {
      terminal.note('heddle workbench: --experiments is about the log that --log names; give both.')
      return exitCode.usage
    }
    if (log !== undefined) await stat(log) // A wrong name is told here, not on the page.
    const definitions = file === undefined ? undefined : await readDefinitions(file)
    const { serveWorkbench } = await import('./serve-workbench.js')
    const server = await serveWorkbench({ log, definitions }, port)
    const stopped = terminal.untilStopped()
    terminal.note(`Open ${server.url} in a browser of this machine. Ctrl-C stops it.`)
    await stopped
    await server.close()
    return exitCode.done
  },
}
