/**
 * The worker as the page sees it: files in, answers out. Another engine takes its place by keeping to this interface.
 */
import type { Answer, Catalogue, FromWorker, Question, ToWorker } from '../worker/messages.js'

export interface Scanner {
  /**
   * What was open before is gone. Progress is also told of later readings, where a question needs one.
   *
   * @throws (rejects) an Error with a sentence for the reader
   */
  open(files: readonly File[], onProgress: (share: number) => void): Promise<Catalogue>
  /** The question before, if it is not answered, is given up. @throws (rejects) an Error with a sentence for the reader */
  ask(question: Question): Promise<Answer>
  /** Ends what is under way; its promises stay open, since nobody waits for them any more. */
  cancel(): void
}

/** @param source the text of the worker's script */
export function createScanner(source: string): Scanner {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (cause: Error) => void }>()
  let worker: Worker | undefined
  let last = 0

  function cancel(): void {
    worker?.terminate()
    worker = undefined
    waiting.clear()
  }

  const send = (message: ToWorker) => worker?.postMessage(message)

  return {
    cancel,
    open: (files, onProgress) => {
      cancel()
      const started = new Worker(address)
      worker = started
      return new Promise((resolve, reject) => {
        started.addEventListener('error', ({ message }) => reject(new Error(message || 'The worker could not start.')))
        started.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
          switch (data.kind) {
            case 'progress':
              return onProgress(data.total > 0 ? data.read / data.total : 0)
            case 'opened':
              return resolve(data.catalogue)
            case 'answer':
              waiting.get(data.id)?.resolve(data.answer)
              return void waiting.delete(data.id)
            case 'failed':
              if (data.id === undefined) return reject(new Error(data.sentence))
              waiting.get(data.id)?.reject(new Error(data.sentence))
              waiting.delete(data.id)
          }
        })
        send({ kind: 'open', files })
      })
    },
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        send({ kind: 'ask', id, question })
      }),
  }
}
