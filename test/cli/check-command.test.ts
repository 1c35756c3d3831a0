import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckReport } from '@heddle/analysis'
import { checkLog } from '@heddle/analysis/node'
import { describe, expect, test, vi } from 'vitest'
import { checkCommand } from '../../packages/cli/src/check-command.js'
import { checkView } from '../../packages/cli/src/view/check-view.js'
import { liftView } from '../../packages/cli/src/view/lift-view.js'
import { lossLines } from '../../packages/cli/src/view/loss-view.js'
import { heddle, temporaryFolder } from './heddle.js'
import { experiment, reportOf, screenOf } from './reports.js'

vi.setConfig({ testTimeout: 60_000 }) // most tests start processes

/** Pages of ten events; every `each`-th page of a variant misses its third and fourth. */
function pages(count: number, each: { readonly [variant: string]: number }): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const variants = Object.keys(each)
    const variant = variants[index % variants.length] ?? ''
    const loses = Math.floor(index / variants.length) % (each[variant] ?? 1) === 0
    const stamp = { stream: `stream-${String(index).padStart(3, '0')}`, visitor: `v${index}`, session: 's', page: '/' }
    const times = { sentAt: 2000, receivedAt: 2000 }
    const browser = index % 3 === 0 ? 'Firefox 153' : 'Chromium 156'
    const events = Array.from({ length: 10 }, (_, i) => ({
      ...(i === 0
        ? { type: 'exposure', experiment: 'home-tabs', variant, by: 'sight' }
        : { type: 'click', goal: 'best' }),
      ...{ seq: i + 1, at: 1000 + i, ...stamp, ...times },
    })).filter(({ seq }) => !loses || ![3, 4].includes(seq))
    const ledger = { type: 'ledger', stream: stamp.stream, issued: 10, repeated: 1, browser, client: '0.1.0', ...times }
    return [...events, ledger]
  }).flat()
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}

async function logWith(text: string): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'heddle-log'), text)
  return folder
}

describe('heddle check', () => {
  test('says that nothing is missing, and ends well', async () => {
    const whole = pages(6, { control: 2 })
      .split('\n')
      .filter((line) => /stream-00[135]/.test(line))
    const { code, out, err } = await heddle(['check', 'heddle-log'], await logWith(whole.join('\n')))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('✓ missing         nothing is missing\n')
  })

  test('shows what is missing, from whom and which numbers', async () => {
    const folder = await logWith(pages(400, { control: 20, trial: 4 }))
    const { code, out, err } = await heddle(['check', 'heddle-log'], folder)
    expect({ code, err }).toEqual({ code: 2, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "the log
      ✓ read            4,280 lines, 3,880 different events
      ✗ missing         120 of 4,000 events (3.00 %), in 60 of 400 streams

      all  streams  issued  received  repeated  dropped  missing   share  open
      ────────────────────────────────────────────────────────────────────────
      log      400   4,000     3,880       400        0      120  3.00 %     0

      browser       streams  issued  received  repeated  dropped  missing   share  open
      ─────────────────────────────────────────────────────────────────────────────────
      Chromium 156      266   2,660     2,582       266        0       78  2.93 %     0
      Firefox 153       134   1,340     1,298       134        0       42  3.13 %     0

      client  streams  issued  received  repeated  dropped  missing   share  open
      ───────────────────────────────────────────────────────────────────────────
      0.1.0       400   4,000     3,880       400        0      120  3.00 %     0

      home-tabs
      ✗ LOSS DIFFERS BETWEEN VARIANTS  p = 2e-8
        Pages of one variant lost events more often than those of another, so the variants do not count
        alike. Do not trust any lift of this experiment until the cause is known. Pages that miss events:
        control: 10 of 200 (5.00 %), trial: 50 of 200 (25.00 %).
      variant  streams  issued  received  repeated  dropped  missing   share  open
      ────────────────────────────────────────────────────────────────────────────
      control      200   2,000     1,980       200        0       20  1.00 %     0
      trial        200   2,000     1,900       200        0      100  5.00 %     0

      60 streams miss something; these 20 miss most, --all lists the others
      stream-000  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-001  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-009  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-017  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-025  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-033  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-040  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-041  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-049  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-057  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-065  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-073  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-080  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-081  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-089  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-097  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-105  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-113  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)
      stream-120  2 of 10 missing: 3–4 (Firefox 153, 0.1.0)
      stream-121  2 of 10 missing: 3–4 (Chromium 156, 0.1.0)

      A stream is one page, which numbers its events. Missing: below the highest number that arrived or
      was dropped. Open: announced above it, may still come. Repeated: copies that were left out.
      "
    `)
    const all = await heddle(['check', 'heddle-log', '--all'], folder)
    expect(all.out.split('\n').length - out.split('\n').length).toBe(40)
  })

  test('prints the report of the analysis, and nothing else, as JSON', async () => {
    const folder = await logWith(pages(20, { control: 2, trial: 3 }))
    const { code, out } = await heddle(['check', 'heddle-log', '--format', 'json'], folder)
    const printed: CheckReport = JSON.parse(out)
    expect(code).toBe(2)
    expect(printed).toEqual(await checkLog([join(folder, 'heddle-log')]))
  })

  test.each(checkCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const folder = await logWith(pages(20, { control: 2, trial: 3 }))
    const { out } = await heddle(line.split(' ').slice(1), folder)
    expect(out).toContain('missing')
  })

  test('fails with a sentence for a missing log, and refuses a wrong form', async () => {
    const folder = await temporaryFolder()
    expect(await heddle(['check', 'nowhere'], folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no log at "nowhere"'),
    })
    expect((await heddle(['check', 'log', '--format', 'xml'], folder)).code).toBe(64)
  })
})

describe('a loss that differs between variants', () => {
  const variants = { control: { streams: 1000, missing: 10 }, trial: { streams: 1000, missing: 60 } }
  const loss = (pValue: number) =>
    ({ status: 'ok', variants, statistic: 1, df: 1, pValue, method: 'chi-square' }) as const

  test('is as loud in the lift as a broken sample ratio, and says not to trust the numbers', () => {
    const text = liftView(reportOf([experiment('home-tabs', {}, { loss: loss(1e-9) })]), screenOf(90))
    expect(text).toContain('✗ LOSS DIFFERS BETWEEN VARIANTS  p = 1e-9')
    expect(text).toContain('control: 10 of 1,000 (1.00 %), trial: 60 of 1,000 (6.00 %)')
    expect(text).toContain(
      'Events were lost more often in one variant than in another, see above: do not trust these numbers.',
    )
  })

  test('is in doubt below 0.01, and a quiet line above', () => {
    expect(lossLines(loss(0.005), screenOf(90))[0]).toBe('! loss may differ between variants  p = 0.0050')
    expect(lossLines(loss(0.4), screenOf(200))).toEqual([
      '✓ loss            the same share of pages misses events in every variant, as far as can be told: control: 10 of 1,000 (1.00 %), trial: 60 of 1,000 (6.00 %); p = 0.40',
    ])
  })

  test('is not spoken of where nothing is missing', () => {
    const none = { control: { streams: 9, missing: 0 } }
    expect(lossLines({ status: 'undefined', variants: none, reason: 'Nothing is missing.' }, screenOf(90))).toEqual([])
  })
})

test.each([20, 60, 80])('no line of the check is beyond %i columns, and no number is lost', (width) => {
  const fate = {
    streams: 2,
    streamsMissing: 1,
    issued: 20,
    received: 17,
    repeated: 0,
    dropped: 0,
    reasons: {},
    missing: 3,
    open: 0,
  }
  const report: CheckReport = {
    ...{ version: 1, log: { lines: 17, events: 17, broken: { count: 0, first: [] } }, total: fate },
    ...{ browsers: { 'Firefox 153': fate }, clients: { '0.1.0': fate }, experiments: [] },
    streams: {
      count: 1,
      worst: [
        {
          stream: 'evil\u001b[2J',
          ...fate,
          ranges: [
            [2, 3],
            [7, 7],
          ],
        },
      ],
    },
  }
  const text = checkView(report, screenOf(width))
  expect(text).toContain('2–3,')
  expect(text).not.toContain('\u001b')
  if (width >= 60) for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(width)
})
