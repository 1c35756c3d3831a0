/**
 * The worker as the page sees it: files in, answers out. Another engine takes its place by keeping to this interface.
 */
import type { Definitions } from '@heddle/analysis'
import type { Answer, Catalogue, FromWorker, Question, ToWorker } from '../worker/messages.js'

export interface Scanner {
  /**
   * What was open before is gone. Progress is also told of later readings, where a question needs one.
   *
   * @throws (rejects) an Error with a sentence for the reader
   */
  open(files: readonly File[], onProgress: (share: number) => void, definitions?: Definitions): Promise<Catalogue>
  /** Adds what has come to the log that is open. @throws (rejects) an Error with a sentence for the reader */
  grow(more: File): Promise<Catalogue>
  /** The question before, if it is not answered, is given up. @throws (rejects) an Error with a sentence for the reader */
  ask(question: Question): Promise<Answer>
  /** Ends what is under way; its promises reject. */
  cancel(): void
}

interface Waiting<Value> {
  readonly resolve: (value: Value) => void
  readonly reject: (cause: Error) => void
}

/** @param source the text of the worker's script */
export function createScanner(source: string): Scanner {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const waiting = new Map<number, Waiting<Answer>>()
  let opening: Waiting<Catalogue> | undefined
  let worker: Worker | undefined
  let last = 0

  function cancel(): void {
    worker?.terminate()
    worker = undefined
    const ended = new Error('It was cancelled.')
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
    opening?.reject(ended)
  }

  const send = (message: ToWorker) => worker?.postMessage(message)

  const opened = (message: ToWorker) =>
    new Promise<Catalogue>((resolve, reject) => {
      opening = { resolve, reject }
      send(message)
    })

  return {
    cancel,
    open: (files, onProgress, definitions) => {
      cancel()
      worker = new Worker(address)
      worker.addEventListener('error', ({ message }) =>
        opening?.reject(new Error(message || 'The worker could not start.')),
      )
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        switch (data.kind) {
          case 'progress':
            return onProgress(data.total > 0 ? data.read / data.total : 0)
          case 'opened':
            return opening?.resolve(data.catalogue)
          case 'answer':
            waiting.get(data.id)?.resolve(data.answer)
            return void waiting.delete(data.id)
          case 'failed':
            if (data.id === undefined) return opening?.reject(new Error(data.sentence))
            waiting.get(data.id)?.reject(new Error(data.sentence))
            waiting.delete(data.id)
        }
      })
      return opened({ kind: 'open', files, definitions })
    },
    grow: (more) => opened({ kind: 'grow', more }),
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        send({ kind: 'ask', id, question })
      }),
  }
}
