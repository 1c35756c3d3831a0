import { createCollector } from '@heddle/collector'
import { describe, expect, test } from 'vitest'
import { browserOf } from '../../packages/collector/src/browser.js'
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

describe('what sent a stream', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
  const sending = (lines: string[] = []) => {
    const collect = createCollector({ store: memoryStore(lines), now })
    const send = async (text: string, agent: string) =>
      acknowledgement(await collect(post(text, { 'user-agent': agent })))
    return { lines, send }
  }
  const batch = (seq: number, client: string) => body([row([click(seq)])], { client })

  test('is in a ledger beside its first batch: a coarse name and the version, never the user agent', async () => {
    const { lines, send } = sending()
    await send(batch(1, '0.1.0'), firefox)
    expect(ledgersIn(lines)).toMatchObject([{ stream: 's', issued: 1, browser: 'Firefox 153', client: '0.1.0' }])
    expect(lines.join()).not.toContain('Gecko')
  })

  test('is told once, stays as it was first told, and is in every later ledger', async () => {
    const { lines, send } = sending()
    await send(batch(1, '0.1.0'), firefox)
    await send(batch(2, '0.2.0'), 'curl/8')
    expect(ledgersIn(lines)).toHaveLength(1)
    const again = sending(lines) // A new process knows it from the log.
    await again.send(batch(3, '0.2.0'), 'curl/8')
    expect(ledgersIn(lines)).toHaveLength(1)
    await again.send(batch(3, '0.2.0'), 'curl/8')
    expect(ledgersIn(lines).at(-1)).toMatchObject({ repeated: 1, browser: 'Firefox 153', client: '0.1.0' })
  })

  test('is not told of a stream that is only asked for', async () => {
    const { lines, send } = sending()
    await send(clicks({ stream: 't', seqs: [], ask: [['unheard', 1, 3]] }), firefox)
    expect(lines).toEqual([])
  })
})

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'Chromium 156',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.1 Safari/537.36',
    'Chromium 156',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0.0.0 Safari/537.36 Edg/155.0',
    'Chromium 155',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox 153'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari 18',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari 18',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/155.0 Mobile/15E148 Safari/604.1',
    'WebKit',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15', 'WebKit'],
  ['curl/8.5.0', 'other'],
  [`${'x'.repeat(100_000)} Firefox/153`, 'other'],
])('the browser of %s is %s', (userAgent, browser) => {
  expect(browserOf(userAgent)).toBe(browser)
})

describe('a stream of which nothing is heard', () => {
  const day = 86_400_000

  test('is forgotten after 45 days, and others are not', async () => {
    let time = sentAt
    const lines: string[] = []
    const collect = createCollector({ store: memoryStore(lines), now: () => time })
    const send = async (stream: string, seq: number) =>
      acknowledgement(await collect(post(clicks({ stream, seqs: [seq] }))))
    await send('old', 1)
    await send('young', 1)
    time += 44 * day
    await send('young', 2)
    time += 2 * day
    await send('young', 1)
    await send('old', 1)
    expect(seqsIn(lines, 'young')).toEqual([1, 2])
    expect(seqsIn(lines, 'old')).toEqual([1, 1])
  })

  test('is forgotten by a start on its log as well', async () => {
    const lines: string[] = []
    const first = createCollector({ store: memoryStore(lines), now })
    await acknowledgement(await first(post(clicks({ seqs: [1] }))))
    const later = createCollector({ store: memoryStore(lines), now: () => sentAt + 46 * day })
    const ask = [['s', 1, 1]] as const
    expect((await acknowledgement(await later(post(clicks({ stream: 't', seqs: [], ask }))))).acks).toEqual([])
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
