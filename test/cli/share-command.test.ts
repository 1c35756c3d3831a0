import type { ShareReport } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import { shareCommand } from '../../packages/cli/src/share-command.js'
import { shareView } from '../../packages/cli/src/view/share-view.js'
import { folderWithLog, heddle, wordsOf } from './heddle.js'
import { ok, screenOf } from './reports.js'

/** 200 visits: nearly all clicks on favourites come from the bottom bar, more so where it stands first. */
const visits = Array.from({ length: 200 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const stamp = {
    visitor: `v${index}`,
    session: 's',
    page: '/',
    stream: `stream-${index}`,
    sentAt: 2000,
    receivedAt: 2000,
  }
  const menu = index % (variant === 'control' ? 12 : 25) === 0
  const pressed = [
    ...Array.from({ length: 1 + (index % 3) }, () => 'favourites-bar'),
    ...(menu ? ['favourites-menu'] : []),
  ]
  return [
    { type: 'exposure', experiment: 'home-tabs', variant, by: 'sight', seq: 1, at: 1000, ...stamp },
    ...pressed.map((goal, at) => ({ type: 'click', goal, seq: 2 + at, at: 1500 + at, ...stamp })),
  ]
}).flat()

const goals = ['--goals', 'favourites-bar,favourites-menu']

describe('heddle share', () => {
  test('says which of two ways people took, over the whole log', async () => {
    const { code, out, err } = await heddle(['share', 'heddle-log', ...goals], await folderWithLog(visits))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "420 clicks on favourites-bar, favourites-menu by 200 visitors

      goal             clicks   share  95 % interval
      ──────────────────────────────────────────────
      favourites-bar      399  95.0 %   [92.5, 96.7]
      favourites-menu      21   5.0 %     [3.3, 7.5]

      Shares: delta method on units, Wilson interval of the effective number, Student t. The numbers hold
      for one look.
      "
    `)
  })

  test('compares the variants of an experiment, goal by goal', async () => {
    const folder = await folderWithLog(visits)
    const words = ['share', 'heddle-log', ...goals, '--experiment', 'home-tabs']
    const { code, out } = await heddle(words, folder)
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      420 clicks on favourites-bar, favourites-menu by 200 units

      favourites-bar (against control)
      variant    clickers  clicks   share  95 % interval  difference  95 % interval  adj. p
      ─────────────────────────────────────────────────────────────────────────────────────
      control         100     199  92.1 %   [87.7, 95.1]
      bestFirst       100     200  98.0 %   [95.0, 99.2]     +5.9 pp   [+1.9, +9.9]  0.0041

      favourites-menu (against control)
      variant    clickers  clicks  share  95 % interval  difference  95 % interval  adj. p
      ────────────────────────────────────────────────────────────────────────────────────
      control         100      17  7.9 %    [4.9, 12.3]
      bestFirst       100       4  2.0 %     [0.8, 5.0]     -5.9 pp   [-9.9, -1.9]  0.0041

      Shares: delta method on units, Wilson interval of the effective number, Student t. Comparisons:
      delta method on units, Welch t, Fieller lift. The numbers hold for one look.
      "
    `)
    const json: ShareReport = JSON.parse((await heddle([...words, '--format', 'json'], folder)).out)
    expect(json.groups.map(({ variant }) => variant)).toEqual(['control', 'bestFirst'])
  })

  test.each(shareCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const { out } = await heddle(wordsOf(line), await folderWithLog(visits))
    expect(out).toContain('95 % interval')
  })

  test.each<[string, readonly string[], number, string]>([
    ['no goals', [], 64, 'heddle share: Say which goals share the clicks'],
    ['one goal', ['--goals', 'help,help'], 64, 'at least two different goals'],
    ['a goal that is not there', ['--goals', 'favourites-bar,x'], 1, 'heddle: The log has no goal "x". Its goals are:'],
    [
      'an experiment that is not there',
      [...goals, '--experiment', 'x'],
      1,
      'The log has no experiment "x". It has: home-tabs.',
    ],
    ['a control without an experiment', [...goals, '--control', 'x'], 64, 'needs --experiment as well'],
    ['a level of 5', [...goals, '--alpha', '5'], 64, '--alpha is a share between 0 and 1'],
  ])('answers %s with a sentence', async (_, words, expected, sentence) => {
    const { code, out, err } = await heddle(['share', 'heddle-log', ...words], await folderWithLog(visits))
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n +at /)
  })
})

describe('the view', () => {
  const reason = 'There are no events, so nothing is a share of them.'
  const nobody = { status: 'undefined', reason } as const
  const report: ShareReport = {
    ...{ version: 1, goals: ['bar', 'menu'], alpha: 0.05, method: 'delta', comparisons: [] },
    experiment: { experiment: 'tabs', control: 'a', controlChosenBy: 'smallest' },
    groups: [
      {
        ...{ variant: 'a', units: 12, clickers: 10, clicks: 30 },
        shares: [
          { goal: 'bar', clicks: 27, share: ok(0.9, 0.8, 0.95) },
          { goal: 'menu', clicks: 3, share: ok(0.1, 0.05, 0.2) },
        ],
      },
      {
        ...{ variant: 'b', units: 9, clickers: 0, clicks: 0 },
        shares: [
          { goal: 'bar', clicks: 0, share: nobody },
          { goal: 'menu', clicks: 0, share: nobody },
        ],
      },
    ],
  }

  test('says why a variant has no share', () => {
    const text = shareView(report, screenOf(100))
    expect(text).toMatch(/b +0 +0 +– +undefined ¹/)
    expect(text).toContain(`¹ ${reason}`)
  })

  test.each([1, 40, 80])('does not fail in %i columns', (width) => {
    expect(shareView(report, screenOf(width))).toContain('90.0 %')
  })
})
