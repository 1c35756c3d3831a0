import { createCollector } from '@heddle/collector'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handStore, memoryStore } from './hand-store.js'
import { acknowledgement, clicks, ledgersIn, post, refusal, seqsIn } from './send.js'

/** Whether the promise is settled once everything that can happen now has happened. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false
  const settle = () => {
    settled = true
  }
  promise.then(settle, settle)
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

describe('nothing is acknowledged', () => {
  test('before it is durable', async () => {
    const store = handStore()
    const answer = createCollector({ store })(post(clicks({ seqs: [1] })))
    const append = await store.next()
    expect(await isSettled(answer)).toBe(false)
    append.succeed()
    expect((await acknowledgement(await answer)).acks).toEqual([['s', 1, 1]])
  })

  test('when the store fails; the same batch is stored when it comes again', async () => {
    const store = handStore()
    const problems: unknown[] = []
    const collect = createCollector({ store, onProblem: (problem) => problems.push(problem) })
    const failed = collect(post(clicks({ seqs: [1, 2], issued: 5 })))
    ;(await store.next()).fail()
    expect(await refusal(await failed)).toEqual({
      status: 503,
      error: 'The events could not be stored; send them again later.',
      retryAfterMs: 5000,
    })
    expect(problems).toMatchObject([{ kind: 'append', cause: { message: 'no space left on device' } }])
    const again = collect(post(clicks({ seqs: [1, 2], issued: 5 })))
    ;(await store.next()).succeed()
    expect((await acknowledgement(await again)).acks).toEqual([['s', 1, 2]])
    expect(seqsIn(store.lines)).toEqual([1, 2])
    expect(ledgersIn(store.lines)).toMatchObject([{ issued: 5, repeated: 0 }])
  })

  test('when the log cannot be read; it is read again for the next batch', async () => {
    const { lines, append, read } = memoryStore()
    await createCollector({ store: { append, read } })(post(clicks({ seqs: [1] })))
    let isReadable = false
    const problems: unknown[] = []
    const store = {
      append,
      read: () => {
        if (isReadable) return read()
        throw new Error('permission denied')
      },
    }
    const collect = createCollector({ store, onProblem: ({ kind }) => problems.push(kind) })
    expect((await collect(post(clicks({ seqs: [1] })))).status).toBe(503)
    isReadable = true
    await acknowledgement(await collect(post(clicks({ seqs: [1, 2] }))))
    expect(seqsIn(lines)).toEqual([1, 2])
    expect(new Set(problems)).toEqual(new Set(['read']))
  })
})

describe('a copy that comes while the first is being stored', () => {
  test('is not acknowledged before the first is durable, and not stored', async () => {
    const store = handStore()
    const collect = createCollector({ store })
    const first = collect(post(clicks({ seqs: [1] })))
    const copy = collect(post(clicks({ seqs: [1] })))
    const append = await store.next()
    expect(await isSettled(copy)).toBe(false)
    expect(store.count()).toBe(1)
    append.succeed()
    const second = await store.next()
    expect(ledgersIn(second.lines)).toMatchObject([{ repeated: 1 }])
    expect(seqsIn(second.lines)).toEqual([])
    second.succeed()
    expect((await acknowledgement(await first)).acks).toEqual([['s', 1, 1]])
    expect((await acknowledgement(await copy)).acks).toEqual([['s', 1, 1]])
  })

  test('takes its place if the first fails', async () => {
    const store = handStore()
    const collect = createCollector({ store })
    const first = collect(post(clicks({ seqs: [1] })))
    const copy = collect(post(clicks({ seqs: [1] })))
    ;(await store.next()).fail()
    ;(await store.next()).succeed()
    expect((await first).status).toBe(503)
    expect((await acknowledgement(await copy)).acks).toEqual([['s', 1, 1]])
    expect(seqsIn(store.lines)).toEqual([1])
    expect(ledgersIn(store.lines)).toEqual([])
  })
})

describe('batches about different streams', () => {
  test('do not wait for each other', async () => {
    const store = handStore()
    const collect = createCollector({ store })
    const slow = collect(post(clicks({ stream: 'slow', seqs: [1] })))
    await store.next()
    const quick = collect(post(clicks({ stream: 'quick', seqs: [1] })))
    ;(await store.next()).succeed()
    expect((await acknowledgement(await quick)).acks).toEqual([['quick', 1, 1]])
    expect(await isSettled(slow)).toBe(false)
  })
})

describe('whatever the order in which requests come and the store succeeds or fails', () => {
  test('every acknowledged event is in the log once, and a restart knows it', async () => {
    const anyRequest = fc.record({
      stream: fc.constantFrom('a' as const, 'b' as const),
      seqs: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(anyRequest, { maxLength: 10 }),
        fc.infiniteStream(fc.boolean()),
        async (scheduler, requests, luck) => {
          const { lines, read, append } = memoryStore()
          const store = {
            read,
            append: async (more: readonly string[]) => {
              const works = luck.next().value
              await scheduler.schedule(Promise.resolve())
              if (!works) throw new Error('the disk is full')
              await append(more)
            },
          }
          const collect = createCollector({ store })
          const acked = new Set<string>()
          const copies = { a: 0, b: 0 }
          const answers = requests.map(async ({ stream, seqs }) => {
            await scheduler.schedule(Promise.resolve())
            const response = await collect(post(clicks({ stream, seqs })))
            if (response.status === 503) return
            for (const [of, from, to] of (await acknowledgement(response)).acks) {
              for (let seq = from; seq <= to; seq++) acked.add(`${of}:${seq}`)
            }
            copies[stream] += seqs.length
          })
          await scheduler.waitFor(Promise.all(answers))
          const stored = ['a', 'b'].flatMap((stream) => seqsIn(lines, stream).map((seq) => `${stream}:${seq}`))
          expect(new Set(stored)).toEqual(acked)
          expect(stored).toHaveLength(acked.size)
          for (const stream of ['a', 'b'] as const) {
            const repeated = copies[stream] - seqsIn(lines, stream).length
            const ledgers = ledgersIn(lines).filter((ledger) => ledger.stream === stream)
            expect(ledgers.at(-1)?.repeated ?? 0).toBe(repeated)
          }
          const length = lines.length
          const ask = [['a', 1, 8] as const, ['b', 1, 8] as const]
          const after = await acknowledgement(
            await createCollector({ store: { read, append } })(post(clicks({ seqs: [], ask }))),
          )
          expect(after.acks.reduce((sum, [, from, to]) => sum + to - from + 1, 0)).toBe(acked.size)
          expect(lines).toHaveLength(length)
        },
      ),
      { numRuns: 150 },
    )
  })
})
