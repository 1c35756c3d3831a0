/** The worker: opens files and answers questions; a new question ends the one before. Everything slow happens here. */
import type { FromWorker, ToWorker } from './messages.js'
import { type Opened, openFiles } from './opened.js'

let opened: Opened | undefined
let turn: Promise<void> = Promise.resolve()

const say = (message: FromWorker) => self.postMessage(message)
const sentenceOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))

let asked = new AbortController()

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind !== 'ask') {
    turn = turn.then(() => open(data))
    return
  }
  asked.abort(new Error('Another question was asked.'))
  asked = new AbortController()
  const { signal } = asked
  turn = turn.then(() => answer(data, signal))
})

async function open(message: Exclude<ToWorker, { kind: 'ask' }>): Promise<void> {
  try {
    opened = message.kind === 'open' ? await newlyOpened(message) : await current().grow(message.more)
    say({ kind: 'opened', catalogue: opened.catalogue })
  } catch (cause) {
    say({ kind: 'failed', sentence: sentenceOf(cause) })
  }
}

async function answer({ id, question }: Extract<ToWorker, { kind: 'ask' }>, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted()
    say({ kind: 'answer', id, answer: await current().answer(question, signal) })
  } catch (cause) {
    say({ kind: 'failed', id, sentence: sentenceOf(cause) })
  }
}

const newlyOpened = ({ files, definitions }: Extract<ToWorker, { kind: 'open' }>) =>
  openFiles(
    files,
    seldom((read, total) => say({ kind: 'progress', read, total })),
    definitions,
  )

function current(): Opened {
  if (!opened) throw new Error('No log is open.')
  return opened
}

/** A page cannot show more than a few numbers a second. */
function seldom(tell: (read: number, total: number) => void): (read: number, total: number) => void {
  let last = 0
  return (read, total) => {
    const now = performance.now()
    if (now - last < 100 && read < total) return
    last = now
    tell(read, total)
  }
}
