import { createCollector } from '@heddle/collector'
import { describe, expect, test } from 'vitest'
import { memoryStore } from './hand-store.js'
import { acknowledgement, body, click, clicks, ledgersIn, post, row, sentAt, seqsIn } from './send.js'

const now = () => sentAt + 250

const collector = (lines: string[] = []) => {
  const store = memoryStore(lines)
  const collect = createCollector({ store, now })
  return { lines, send: async (text: string) => acknowledgement(await collect(post(text))) }
}

describe('the log', () => {
  test('has a line for each event, with the times of its batch, and starts with what a reader looks for', async () => {
    const { lines, send } = collector()
    await send(body([row([{ goal: 'best', at: 5, seq: 1, type: 'click' }])]))
    expect(lines).toEqual([
      '{"type":"click","stream":"s","seq":1,"at":5,"visitor":"v","session":"w","page":"/","goal":"best",' +
        `"sentAt":${sentAt},"receivedAt":${sentAt + 250}}`,
    ])
  })

  test('keeps unknown fields and unknown types', async () => {
    const { lines, send } = collector()
    const { acks } = await send(body([row([click(1, { extra: [1] }), { type: 'scroll', seq: 2, at: 1, depth: 0.5 }])]))
    expect(acks).toEqual([['s', 1, 2]])
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ extra: [1] }, { type: 'scroll', depth: 0.5 }])
  })

  test('has the collector’s times, whatever times an event brings', async () => {
    const { lines, send } = collector()
    await send(body([row([click(1, { sentAt: 1, receivedAt: 'never' })])]))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ sentAt, receivedAt: sentAt + 250 })
  })

  test('has one line for an event whose text holds other line ends', async () => {
    const { lines, send } = collector()
    await send(body([row([click(1, { item: 'a\u2028b\u2029c\u0085d\ne' })])]))
    expect(lines[0]).not.toMatch(/[\u0085\u2028\u2029\n]/)
    expect(JSON.parse(lines[0] ?? '').item).toBe('a\u2028b\u2029c\u0085d\ne')
  })

  test('has one write for a batch, events and ledgers alike', async () => {
    const writes: (readonly string[])[] = []
    const store = { ...memoryStore(), append: async (lines: readonly string[]) => void writes.push(lines) }
    await createCollector({ store })(post(clicks({ seqs: [1, 2, 2], issued: 9 })))
    expect(writes.map((lines) => lines.length)).toEqual([3])
  })
})

describe('an answer', () => {
  test('acknowledges what the batch carried as ranges, and nothing else', async () => {
    const { send } = collector()
    await send(clicks({ seqs: [1, 2, 3] }))
    expect(await send(clicks({ seqs: [7, 5, 6, 9] }))).toEqual({
      acks: [
        ['s', 5, 7],
        ['s', 9, 9],
      ],
      rejected: [],
      serverTime: sentAt + 250,
    })
  })

  test('acknowledges what was stored before', async () => {
    const { lines, send } = collector()
    await send(clicks({ seqs: [1, 2] }))
    expect((await send(clicks({ seqs: [1, 2, 3] }))).acks).toEqual([['s', 1, 3]])
    expect(seqsIn(lines)).toEqual([1, 2, 3])
  })

  test('acknowledges of what was asked for only what is stored', async () => {
    const { send } = collector()
    await send(clicks({ seqs: [1, 2, 3, 6] }))
    const ask = [
      ['s', 2, 8],
      ['other', 1, 2],
    ] as const
    expect([...(await send(clicks({ stream: 't', seqs: [1], ask }))).acks].sort()).toEqual([
      ['s', 2, 3],
      ['s', 6, 6],
      ['t', 1, 1],
    ])
  })

  test('names each rejected event with its reason, and stores its neighbours', async () => {
    const { lines, send } = collector()
    const { acks, rejected } = await send(body([row([click(1), click(2, { goal: '' }), click(3)]), 'no row']))
    expect(acks).toEqual([
      ['s', 1, 1],
      ['s', 3, 3],
    ])
    expect(rejected).toEqual([
      ['s', 2, 'goal: expected a text of 1 to 256 characters, got ""'],
      ['', 0, 'a row is an object with a list of events'],
    ])
    expect(seqsIn(lines)).toEqual([1, 3])
  })

  test('writes down which numbers it refused, so that nobody takes them for lost', async () => {
    const { lines, send } = collector()
    await send(body([row([click(1), click(2, { goal: '' }), click(3)])]))
    const ledger = lines.map((line) => JSON.parse(line)).find(({ type }) => type === 'ledger')
    expect(ledger).toMatchObject({ stream: 's', issued: 3, dropped: [[2, 2, 'rejected']] })
  })

  test('rejects an event that is nested too deeply to be written, and stores its neighbours', async () => {
    const { lines, send } = collector()
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const text = body([row([click(1), click(2, { deep: 0 }), click(3)])]).replace('"deep":0', `"deep":${deep}`)
    const { rejected } = await send(text)
    expect(rejected).toEqual([['s', 2, 'the event is nested too deeply to be written']])
    expect(seqsIn(lines)).toEqual([1, 3])
  })

  test('can be read although an event has a number beyond all numbers', async () => {
    const { send } = collector()
    const { acks, rejected } = await send(body([row([click(1), click(2)])]).replace('"seq":2', '"seq":1e999'))
    expect(acks).toEqual([['s', 1, 1]])
    expect(rejected).toEqual([['s', 0, 'seq: expected a whole number from 1, got Infinity']])
  })

  test.each(['__proto__', 'constructor', '\ud800'])('tells the stream %j from others', async (stream) => {
    const { lines, send } = collector()
    expect((await send(clicks({ stream, seqs: [1] }))).acks).toEqual([[stream, 1, 1]])
    expect((await send(clicks({ stream, seqs: [1, 2] }))).acks).toEqual([[stream, 1, 2]])
    expect(seqsIn(lines, stream)).toEqual([1, 2])
  })
})

describe('a ledger', () => {
  const times = { sentAt, receivedAt: sentAt + 250 }

  test('is not written for an ordinary batch', async () => {
    const { lines, send } = collector()
    await send(clicks({ seqs: [1, 2] }))
    await send(clicks({ seqs: [3] }))
    await send(clicks({ seqs: [], issued: 3 }))
    expect(ledgersIn(lines)).toEqual([])
  })

  test('says that more was given out than has come, once', async () => {
    const { lines, send } = collector()
    await send(clicks({ seqs: [1], issued: 4 }))
    await send(clicks({ seqs: [2], issued: 4 }))
    await send(clicks({ seqs: [], issued: 2 }))
    expect(ledgersIn(lines)).toEqual([{ type: 'ledger', stream: 's', issued: 4, repeated: 0, ...times }])
  })

  test('says what was dropped on purpose, with all that was said before', async () => {
    const { lines, send } = collector()
    await send(clicks({ seqs: [1], issued: 3, dropped: [[2, 3, 'full']] }))
    await send(clicks({ seqs: [4], dropped: [[2, 3, 'full']] }))
    await send(clicks({ seqs: [], issued: 9, dropped: [[6, 7, 'consent']] }))
    expect(ledgersIn(lines)).toMatchObject([
      { issued: 3, dropped: [[2, 3, 'full']] },
      {
        issued: 9,
        dropped: [
          [2, 3, 'full'],
          [6, 7, 'consent'],
        ],
      },
    ])
  })

  test('counts a number once that was dropped twice', async () => {
    const { lines, send } = collector()
    await send(
      clicks({
        seqs: [],
        issued: 9,
        dropped: [
          [2, 5, 'full'],
          [4, 7, 'full'],
          [7, 8, 'old'],
        ],
      }),
    )
    expect(ledgersIn(lines)).toMatchObject([
      {
        dropped: [
          [2, 7, 'full'],
          [8, 8, 'old'],
        ],
      },
    ])
  })

  test('counts the copies that were left out, over all batches', async () => {
    const { lines, send } = collector()
    await send(clicks({ seqs: [1, 2, 2] }))
    await send(clicks({ seqs: [1, 2, 3] }))
    await send(clicks({ seqs: [4] }))
    expect(ledgersIn(lines)).toMatchObject([
      { issued: 2, repeated: 1 },
      { issued: 3, repeated: 3 },
    ])
  })

  test('is written for a stream of an earlier document, which has no events left', async () => {
    const { lines, send } = collector()
    await send(
      body([row([click(1)])], {
        streams: [
          { stream: 's', issued: 1 },
          { stream: 'before', issued: 7 },
        ],
      }),
    )
    expect(ledgersIn(lines)).toMatchObject([{ stream: 'before', issued: 7 }])
  })
})

describe('a collector that starts on a log', () => {
  test('knows what it held: events, ledgers and copies', async () => {
    const first = collector()
    await first.send(clicks({ seqs: [1, 2, 2, 5], issued: 9, dropped: [[3, 4, 'full']] }))
    const before = [...first.lines]
    const second = collector(first.lines)
    expect(
      (await second.send(clicks({ seqs: [], issued: 9, dropped: [[3, 4, 'full']], ask: [['s', 1, 99]] }))).acks,
    ).toEqual([
      ['s', 1, 2],
      ['s', 5, 5],
    ])
    expect(second.lines).toEqual(before)
    await second.send(clicks({ seqs: [1, 6] }))
    expect(seqsIn(second.lines)).toEqual([1, 2, 5, 6])
    expect(ledgersIn(second.lines).at(-1)).toMatchObject({ issued: 9, repeated: 2, dropped: [[3, 4, 'full']] })
  })

  test('passes over lines that it cannot read', async () => {
    const { lines, send } = collector(['{"type":"cli', '', '\u0000\u0000', '{}', '[]'])
    await send(clicks({ seqs: [1] }))
    expect(lines).toHaveLength(6)
  })
})

test('a page cannot write the log’s own lines', async () => {
  const { lines, send } = collector()
  const { rejected } = await send(body([row([{ type: 'ledger', seq: 1, at: 1, issued: 1_000_000 }])]))
  expect(rejected).toHaveLength(1)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { type: 'ledger', issued: 1, dropped: [[1, 1, 'rejected']] },
  ])
})

test('a batch of 200 events is stored whole', async () => {
  const { lines, send } = collector()
  const seqs = Array.from({ length: 200 }, (_, i) => i + 1)
  expect((await send(clicks({ seqs }))).acks).toEqual([['s', 1, 200]])
  expect(seqsIn(lines)).toEqual(seqs)
})
