/**
 * `heddle workbench`: serves the page on this machine, with a log if one is named, until it is told to stop.
 */
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Command, type Options, textOf } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'

export const workbenchCommand: Command = {
  name: 'workbench',
  summary: 'look at a log in a page of this machine',
  description:
    'Serves a page to this machine that opens logs and tables and shows the lift, its course over time, funnels, shares and ' +
    'paths. Everything is computed in the page; nothing leaves the machine. --log opens a log by itself. Stop it with Ctrl-C.',
  options: [
    { flags: '--log <path>', description: 'a log file, or a folder of them, that the page opens by itself' },
    { flags: '--port <number>', description: 'where to listen; 0 takes any free port', default: '4319' },
  ],
  examples: [
    { meaning: 'then open http://127.0.0.1:4319 and drop a log', line: 'heddle workbench' },
    { meaning: 'with the log of a collector, also while it runs', line: 'heddle workbench --log heddle-log' },
  ],
  async run({ options }, terminal): Promise<ExitCode> {
    const port = readPort(options)
    if (port === undefined) {
      terminal.note(`heddle workbench: --port is a whole number from 0 to 65535, got "${options.port}".`)
      return exitCode.usage
    }
    const page = await readFile(fileURLToPath(import.meta.resolve('@heddle/workbench/page')), 'utf8')
    const log = textOf(options, 'log')
    if (log !== undefined) await stat(log) // A wrong name is told here, not on the page.
    const { serve } = await import('@heddle/collector/node')
    const { workbenchSite } = await import('./workbench-site.js')
    const server = await serve(workbenchSite(page, log), { port })
    const stopped = terminal.untilStopped()
    terminal.note(`Open ${server.url} in a browser of this machine. Ctrl-C stops it.`)
    await stopped
    await server.close()
    return exitCode.done
  },
}

function readPort(options: Options): number | undefined {
  const text = textOf(options, 'port') ?? ''
  const port = Number(text)
  return /^\d+$/.test(text) && port <= 65_535 ? port : undefined
}
