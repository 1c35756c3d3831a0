/**
 * `heddle collect`: a collector on this machine that writes a log, until it is told to stop.
 */

import { formatCount } from '@heddle/analysis/view'
import {
  type CollectorHandler,
  type CollectorProblem,
  createCollector,
  type Exchange,
  type Store,
} from '@heddle/collector'
import { type FileStore, fileStore, type Handler, type RunningServer, serve } from '@heddle/collector/node'
import { type Command, textOf } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { failureText } from './failure.js'
import { readPort } from './read-port.js'
import type { Terminal } from './terminal.js'
import { plural } from './view/text.js'

export const collectCommand: Command = {
  name: 'collect',
  summary: 'take events from pages and write them to a log',
  description:
    'Listens for the batches of pages at /collect and appends each event to events.ndjson in a folder: on the disk before ' +
    'it is acknowledged, and once however often it arrives. A file is finished at 256 MiB and at the start of an hour, and ' +
    'another begun. Stop it with Ctrl-C. One collector writes to a folder at a time.',
  options: [
    { flags: '--log <folder>', description: 'where to write; made if it is missing', default: 'heddle-log' },
    { flags: '--gzip', description: 'pack finished files' },
    { flags: '--port <number>', description: 'where to listen; 0 takes any free port', default: '4318' },
    {
      flags: '--workbench <port>',
      description: 'also serve the workbench on this log, live, to this machine only; 0 takes any free port',
    },
    { flags: '--host <address>', description: 'whom to listen to; 0.0.0.0 is every network', default: '127.0.0.1' },
  ],
  examples: [
    { meaning: 'pages on this machine send to http://127.0.0.1:4318/collect', line: 'heddle collect' },
    { meaning: 'another folder and port', line: 'heddle collect --log logs/home --port 8080' },
    { meaning: 'and watch the lift at http://127.0.0.1:4319', line: 'heddle collect --workbench 4319' },
    { meaning: 'afterwards, or in between', line: 'heddle lift heddle-log' },
  ],
  async run({ options }, terminal): Promise<ExitCode> {
    const refuse = (sentence: string): ExitCode => {
      terminal.note(`heddle collect: ${sentence}`)
      return exitCode.usage
    }
    const port = readPort(options)
    const workbench = options.workbench === undefined ? undefined : readPort(options, 'workbench')
    if (typeof port === 'string') return refuse(port)
    if (typeof workbench === 'string') return refuse(workbench)
    const gzip = options.gzip === true
    await collect(
      { directory: textOf(options, 'log') ?? '', gzip, port, workbench, host: textOf(options, 'host') ?? '' },
      terminal,
    )
    return exitCode.done
  },
}

const path = '/collect'

interface Place {
  readonly directory: string
  readonly gzip: boolean
  readonly port: number
  readonly host: string
  /** Where the workbench listens, if it is wanted. */
  readonly workbench: number | undefined
}

/** Resolves when it was told to stop and everything that was taken is on the disk. */
async function collect({ directory, gzip, port, host, workbench }: Place, terminal: Terminal): Promise<void> {
  const onProblem = (problem: CollectorProblem) => terminal.note(problemText(problem))
  const files = await fileStore(directory, { gzip, onPackFailed: (cause) => onProblem({ kind: 'pack', cause }) })
  const counted = countLines(files, (lines) => terminal.progress?.show(`${linesText(lines)} written`))
  const handle = createCollector({ store: counted.store, onProblem })
  try {
    const server = await serve(at(path, handle), { port, host })
    const page = workbench === undefined ? undefined : await beside(server, directory, workbench)
    const stopped = terminal.untilStopped()
    terminal.note(`Listening at ${server.url}${path}, writing to ${files.path}. Ctrl-C stops it.`)
    if (page) terminal.note(`The lift is at ${page.url}, in a browser of this machine.`)
    await stopped
    await Promise.all([server.close(), page?.close()])
  } finally {
    await files.close()
    terminal.progress?.clear()
  }
  terminal.note(`Stopped; ${linesText(counted.lines())} written to ${files.path}.`)
}

/** The workbench of the log that the collector writes; where it cannot be had there is no collector either. */
async function beside(collector: RunningServer, log: string, port: number): Promise<RunningServer> {
  const { serveWorkbench } = await import('./workbench/serve-workbench.js')
  try {
    return await serveWorkbench({ log }, port)
  } catch (cause) {
    await collector.close()
    throw cause
  }
}

function problemText(problem: CollectorProblem): string {
  switch (problem.kind) {
    case 'append':
      return `The events could not be written; the pages will send them again. ${failureText(problem.cause, false)}`
    case 'read':
      return `The log could not be read back; the pages will send their events again. ${failureText(problem.cause, false)}`
    case 'overload':
      return 'More comes than the disk can take; pages are told to send it again later.'
    case 'pack':
      return `A finished file could not be packed and stays as it is. ${failureText(problem.cause, false)}`
  }
}

/** The store, and how many lines it has taken since it was opened: events, and now and then how far a page has counted. */
function countLines(files: FileStore, onCount: (lines: number) => void) {
  let written = 0
  const store: Store = {
    read: files.read,
    append: async (lines) => {
      await files.append(lines)
      written += lines.length
      onCount(written)
    },
  }
  return { store, lines: () => written }
}

const linesText = (lines: number) => plural(lines, formatCount(lines), 'line')

/** Only this path is a collector; a page that has it wrong is told so. */
function at(place: string, handle: CollectorHandler): Handler {
  const isHere = (url: string) => /^(?:https?:\/\/[^/?#]*)?([^?#]*)/.exec(url)?.[1] === place
  const nothing = `Nothing is here; the collector is at ${place}.\n`
  const exchange: Exchange = async (incoming) =>
    isHere(incoming.url) ? handle.exchange(incoming) : { status: 404, headers: {}, body: nothing }
  const answer = async (request: Request) =>
    isHere(request.url) ? handle(request) : new Response(nothing, { status: 404 })
  return Object.assign(answer, { exchange })
}
