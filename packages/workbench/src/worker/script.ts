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
  if (message.kind === 'open') {
    try {
      opened = await openFiles(
        message.files,
        seldom((read, total) => say({ kind: 'progress', read, total })),
      )
      say({ kind: 'opened', catalogue: opened.catalogue })
    } catch (cause) {
      say({ kind: 'failed', sentence: sentenceOf(cause) })
    }
    return
  }
  const { id, question } = message
  try {
    if (!opened) throw new Error('No log is open.')
    say({ kind: 'answer', id, answer: await opened.answer(question) })
  } catch (cause) {
    say({ kind: 'failed', id, sentence: sentenceOf(cause) })
  }
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
