/** The worker: opens files and answers questions, one after the other. Everything slow happens here. */
import type { FromWorker, ToWorker } from './messages.js'
import { type Opened, openFiles } from './opened.js'

let opened: Opened | undefined
let turn: Promise<void> = Promise.resolve()

const say = (message: FromWorker) => self.postMessage(message)
const sentenceOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  turn = turn.then(() => handle(data))
})

async function handle(message: ToWorker): Promise<void> {
  if (message.kind !== 'ask') {
    try {
      opened = message.kind === 'open' ? await open(message) : await current().grow(message.more)
      say({ kind: 'opened', catalogue: opened.catalogue })
    } catch (cause) {
      say({ kind: 'failed', sentence: sentenceOf(cause) })
    }
    return
  }
  const { id, question } = message
  try {
    say({ kind: 'answer', id, answer: await current().answer(question) })
  } catch (cause) {
    say({ kind: 'failed', id, sentence: sentenceOf(cause) })
  }
}

const open = ({ files, definitions }: Extract<ToWorker, { kind: 'open' }>) =>
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
