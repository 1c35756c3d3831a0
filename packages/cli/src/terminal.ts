/**
 * The two output streams, the signals and what is known about who watches: all that a command may touch of the process.
 * A shell without decisions; what is written is made elsewhere.
 */
import { createScreen, type Screen } from './view/screen.js'

export interface Terminal {
  readonly screen: Screen
  /** What must not stand on a command line, where others see it: users and passwords. */
  readonly env: { readonly [name: string]: string | undefined }
  /** The result, on standard output: nothing else ever stands there. */
  write(text: string): void
  /** A line beside the result, on standard error. */
  note(line: string): void
  /** Only where a person watches standard error. */
  readonly progress?: Progress
  /** Resolves when the process is asked to stop; asked again, it ends at once. */
  untilStopped(): Promise<void>
}

export interface Progress {
  /** Shows the line in place of the one before. */
  show(line: string): void
  /** Leaves nothing behind. */
  clear(): void
}

/** Where neither stream is a terminal: room for a small drawing, and still a line of a mail. */
const defaultWidth = 100
const interrupted = 130

export function createTerminal(process: NodeJS.Process): Terminal {
  const { env, stderr, stdout } = process
  stdout.on('error', (cause: NodeJS.ErrnoException) => leaveIfUnread(cause, process))
  stderr.on('error', (cause: NodeJS.ErrnoException) => leaveIfUnread(cause, process))
  const coloured = Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb'
  const width = stdout.columns || stderr.columns || Number(env.COLUMNS) || defaultWidth
  return {
    screen: createScreen(width, coloured),
    env,
    write: (text) => void stdout.write(text),
    note: (line) => void stderr.write(`${line}\n`),
    ...(stderr.isTTY ? { progress: createProgress(stderr) } : {}),
    untilStopped: () => untilStopped(process),
  }
}

/** The reader has gone, as `| head` does: there is nobody to tell anything. */
function leaveIfUnread(cause: NodeJS.ErrnoException, process: NodeJS.Process): void {
  if (cause.code === 'EPIPE') process.exit(0)
  throw cause
}

function createProgress(stderr: NodeJS.WriteStream): Progress {
  return {
    show: (line) => void stderr.write(`\r${line.slice(0, Math.max(stderr.columns - 1, 1))}\u001b[K`),
    clear: () => void stderr.write('\r\u001b[K'),
  }
}

function untilStopped(process: NodeJS.Process): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(interrupted))
      resolve()
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
