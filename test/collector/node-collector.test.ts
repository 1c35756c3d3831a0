import { type OpenCollector, openCollector, serve } from '@heddle/collector/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { linesIn, temporaryDirectory } from './directory.js'
import { acknowledgement, clicks, ledgersIn, refusal, seqsIn } from './send.js'

interface Running {
  readonly send: (text: string) => Promise<Response>
  readonly stop: () => Promise<void>
}

/** A collector as it runs: real files, a real port. */
async function running(directory: string): Promise<Running> {
  const collector: OpenCollector = await openCollector({ directory })
  const server = await serve(collector.handle)
  const stop = async () => {
    await server.close()
    await collector.close()
  }
  onTestFinished(stop)
  return { stop, send: (text) => fetch(`${server.url}/collect`, { method: 'POST', body: text }) }
}

describe('a collector on a directory', () => {
  test('has the events in the file when it answers', async () => {
    const directory = await temporaryDirectory()
    const { send } = await running(directory)
    const response = await send(clicks({ seqs: [1, 2, 3] }))
    expect(seqsIn(await linesIn(directory))).toEqual([1, 2, 3])
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect((await acknowledgement(response)).acks).toEqual([['s', 1, 3]])
  })

  test('knows after a restart what it has', async () => {
    const directory = await temporaryDirectory()
    const first = await running(directory)
    await first.send(clicks({ seqs: [1, 2], issued: 7, dropped: [[3, 4, 'full']] }))
    await first.stop()
    const second = await running(directory)
    const { acks } = await acknowledgement(await second.send(clicks({ seqs: [2, 5], issued: 7 })))
    expect(acks).toEqual([
      ['s', 2, 2],
      ['s', 5, 5],
    ])
    const lines = await linesIn(directory)
    expect(seqsIn(lines)).toEqual([1, 2, 5])
    expect(ledgersIn(lines)).toMatchObject([
      { issued: 7, repeated: 0 },
      { issued: 7, repeated: 1, dropped: [[3, 4, 'full']] },
    ])
  })

  test('stores events once that come in many requests at the same time', async () => {
    const directory = await temporaryDirectory()
    const { send } = await running(directory)
    const seqs = Array.from({ length: 200 }, (_, i) => i + 1)
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(clicks({ seqs })).then(acknowledgement)))
    for (const { acks } of answers) expect(acks).toEqual([['s', 1, 200]])
    const lines = await linesIn(directory)
    expect(seqsIn(lines)).toEqual(seqs)
    expect(ledgersIn(lines).at(-1)).toMatchObject({ issued: 200, repeated: 1800 })
  })

  test('tells a page on the wire why it takes nothing', async () => {
    const directory = await temporaryDirectory()
    const { send } = await running(directory)
    expect(await refusal(await send('<html>'))).toMatchObject({ status: 400 })
    expect(await refusal(await send('x'.repeat(2_000_000)))).toEqual({
      status: 413,
      error: 'The body is larger than 1048576 bytes; send less at once.',
    })
    expect(await linesIn(directory)).toEqual([])
  })
})
