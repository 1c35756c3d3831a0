import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { SlotsReport } from '@heddle/analysis'
import { describe, expect, test, vi } from 'vitest'
import { slotsCommand } from '../../packages/cli/src/slots-command.js'
import { slotsView } from '../../packages/cli/src/view/slots-view.js'
import { folderWithLog, heddle, program } from './heddle.js'
import { ok, screenOf } from './reports.js'

vi.setConfig({ testTimeout: 60_000 }) // most tests start processes

/** 600 visits of a tab bar that is swapped: the first slot draws twice as much, and so does fun. */
const visits = Array.from({ length: 600 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const stamp = {
    visitor: `v${index}`,
    session: 's',
    page: '/',
    stream: `stream-${index}`,
    sentAt: 2000,
    receivedAt: 2000,
  }
  const place = Math.floor(index / 2)
  const order = variant === 'control' ? ['fun', 'best'] : ['best', 'fun']
  const pressed = order.flatMap((item, slot) => {
    const every = (item === 'fun' ? 1 : 2) * (slot === 0 ? 1 : 2)
    return place % 3 === slot && place % (3 * every) < 3 ? [{ item, slot, slots: 2 }] : []
  })
  return [
    { type: 'applied', experiment: 'home-tabs', variant, applied: true, seq: 1, at: 999, ...stamp },
    { type: 'exposure', experiment: 'home-tabs', variant, by: 'sight', seq: 2, at: 1000, ...stamp },
    ...pressed.map((where, at) => ({
      type: 'click',
      goal: where.item,
      ...where,
      seq: 3 + at,
      at: 1500 + at,
      ...stamp,
    })),
  ]
}).flat()

const experiment = ['--experiment', 'home-tabs']

describe('heddle slots', () => {
  test('says what was clicked where, and tells items from slots', async () => {
    const { code, out, err } = await heddle(['slots', 'heddle-log', ...experiment], await folderWithLog(visits))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      225 clicks on 2 items in 2 slots by 225 of 600 units

      Items where they stood
      variant    item  slot  clicks  per unit  clickers  of units  95 % interval
      ──────────────────────────────────────────────────────────────────────────
      control    best     1      25     0.083        25     8.3 %    [5.7, 12.0]
      control    fun      0     100     0.333       100    33.3 %   [28.2, 38.9]
      bestFirst  best     0      50     0.167        50    16.7 %   [12.9, 21.3]
      bestFirst  fun      1      50     0.167        50    16.7 %   [12.9, 21.3]

      Slots, whatever stood there
      variant    slot  clicks   share  95 % interval
      ──────────────────────────────────────────────
      control       0     100  80.0 %   [72.0, 86.1]
      control       1      25  20.0 %   [13.9, 28.0]
      bestFirst     0      50  50.0 %   [40.2, 59.8]
      bestFirst     1      50  50.0 %   [40.2, 59.8]

      The item itself, in any slot (as a multiple of best)
      item  draws  95 % interval
      ──────────────────────────
      best  1.0 ×
      fun   2.0 ×     [1.5, 2.6]

      The slot itself, for any item (as a multiple of slot 0)
      slot   draws  95 % interval
      ───────────────────────────
      0     1.00 ×
      1     0.50 ×   [0.38, 0.66]

      Slot 0 is first in reading order. Shares: delta method on units, Wilson interval of the effective
      number, Student t. Items and slots: position-based click model, binomial with log link, sandwich by
      unit. The numbers hold for one look.
      "
    `)
  })

  test('prints the report as JSON', async () => {
    const words = ['slots', 'heddle-log', ...experiment, '--format', 'json', '--applied', '--goals', 'fun,best']
    const report: SlotsReport = JSON.parse((await heddle(words, await folderWithLog(visits))).out)
    expect(report).toMatchObject({
      ...{ version: 1, items: ['best', 'fun'], slots: [0, 1], goals: ['fun', 'best'], population: 'applied' },
      variants: [{ variant: 'control', units: 300 }, { variant: 'bestFirst' }],
      effects: { status: 'ok', items: [{ item: 'best' }, { item: 'fun' }] },
    })
  })

  test.each(slotsCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const command = line.replace(/^heddle/, `"${process.execPath}" "${program}"`)
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: await folderWithLog(visits) })
    expect(stdout).toContain('The item itself')
  })

  test.each<[string, readonly string[], number, string]>([
    ['no experiment', [], 64, 'heddle slots: Say which experiment reordered the list'],
    ['an experiment that is not there', ['--experiment', 'x'], 1, 'The log has no experiment "x". It has: home-tabs.'],
    [
      'an item that is not there',
      [...experiment, '--items', 'fun,x'],
      1,
      'The log has no item "x". Its items are: best, fun.',
    ],
    ['a level of 5', [...experiment, '--alpha', '5'], 64, '--alpha is a share between 0 and 1'],
  ])('answers %s with a sentence', async (_, words, expected, sentence) => {
    const { code, out, err } = await heddle(['slots', 'heddle-log', ...words], await folderWithLog(visits))
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n +at /)
  })
})

describe('the view', () => {
  const report: SlotsReport = {
    ...{ version: 1, items: ['best', 'fun'], slots: [0, 1], alpha: 0.05, method: 'delta' },
    experiment: { experiment: 'tabs', control: 'a', controlChosenBy: 'smallest' },
    variants: [
      {
        ...{ variant: 'a', units: 20, clickers: 5, clicks: 9 },
        cells: [{ item: 'fun', slot: 0, clicks: 9, clickers: 5, perUnit: 0.45, clicked: ok(0.25, 0.1, 0.5) }],
        slots: [
          { slot: 0, clicks: 9, share: ok(1, 0.7, 1) },
          { slot: 1, clicks: 0, share: ok(0, 0, 0.3) },
        ],
      },
    ],
    effects: { status: 'undefined', reason: 'Nobody in "b" clicked "fun".' },
  }

  test('says why items and slots cannot be told apart', () => {
    expect(slotsView(report, screenOf(100))).toContain(
      'Items and slots cannot be told apart. Nobody in "b" clicked "fun".',
    )
  })

  const apart: SlotsReport = {
    ...report,
    effects: {
      ...{ status: 'ok', method: 'position-based', warnings: ['An item has few clicks.'] },
      items: [
        { item: 'best', ratio: ok(1, 1, 1) },
        { item: 'fun', ratio: { status: 'undefined', reason: '"fun" has no click.' } },
      ],
      slots: [
        { slot: 0, ratio: ok(1, 1, 1) },
        { slot: 1, ratio: ok(0.5, 0.4, 0.6) },
      ],
    },
  }

  test('marks what is doubtful or undefined, and says why below', () => {
    const text = slotsView(apart, screenOf(100))
    expect(text).toMatch(/fun +– ² +undefined/)
    expect(text).toContain('¹ An item has few clicks.')
    expect(text).toContain('² "fun" has no click.')
  })

  test.each([60, 80, 100])('fits %i columns', (width) => {
    for (const one of [report, apart]) {
      for (const line of slotsView(one, screenOf(width)).split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    }
    expect(slotsView(report, screenOf(width))).toContain('25.0 %')
  })

  test('says whose units they are', () => {
    expect(slotsView({ ...report, population: 'applied' }, screenOf(100))).toContain(
      'of 20 units with the change on the page',
    )
  })
})
