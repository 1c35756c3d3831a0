import type { PathsReport } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import { pathsCommand } from '../../packages/cli/src/paths-command.js'
import { pathsView } from '../../packages/cli/src/view/paths-view.js'
import { folderWithLog, heddle, wordsOf } from './heddle.js'
import { screenOf } from './reports.js'

const walks = [
  ['help'],
  ['help', 'best', 'order'],
  ['best', 'help', 'best'],
  ['best'],
  ['help', 'best', 'order'],
] as const

const visits = Array.from({ length: 100 }, (_, index) => {
  const variant = index % 2 === 0 ? 'control' : 'bestFirst'
  const stamp = {
    visitor: `v${index}`,
    session: 's',
    page: '/',
    stream: `stream-${index}`,
    sentAt: 2000,
    receivedAt: 2000,
  }
  return [
    { type: 'exposure', experiment: 'home-tabs', variant, by: 'sight', seq: 1, at: 1000, ...stamp },
    ...(walks[index % walks.length] ?? []).map((goal, at) => ({
      ...{ type: 'click', goal, seq: 2 + at, at: 1500 + at, ...stamp },
    })),
  ]
}).flat()

describe('heddle paths', () => {
  test('shows what followed a step, and where those left who did not go on', async () => {
    const words = ['paths', 'heddle-log', '--after', 'help', '--without', 'order']
    const { code, out, err } = await heddle(words, await folderWithLog(visits))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "80 visitors reached help; what they did after it in that visit

      then                               visitors   of 80
      ───────────────────────────────────────────────────
      → best → order → end of the visit        40  50.0 %
      → best → end of the visit                20  25.0 %
      → end of the visit                       20  25.0 %

      the last goal of the 40 who left without order
      last         visitors   of 40
      ─────────────────────────────
      best               20  50.0 %
      help itself        20  50.0 %

      A visitor counts once, by the first visit with the step. Paths are cut at 3 goals after it. Shares
      are counts, not estimates: heddle lift says what is more than chance.
      "
    `)
  })

  test('shows what led to a step, per variant', async () => {
    const folder = await folderWithLog(visits)
    const words = ['paths', 'heddle-log', '--before', 'order', '--experiment', 'home-tabs', '--steps', '1']
    const { code, out } = await heddle(words, folder)
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      40 units reached order; what they did before it in that visit

      before  bestFirst    of 20  control    of 20
      ────────────────────────────────────────────
      best →         20  100.0 %       20  100.0 %

      A unit counts once, by the first visit with the step. Paths are cut at 1 goal before it. Goals count
      from the first exposure on. Shares are counts, not estimates: heddle lift says what is more than
      chance.
      "
    `)
    const json: PathsReport = JSON.parse((await heddle([...words, '--format', 'json'], folder)).out)
    expect(json.groups.map(({ variant, visitors }) => [variant, visitors])).toEqual([
      ['bestFirst', 20],
      ['control', 20],
    ])
  })

  test('shows single visits, event by event, and no ids', async () => {
    const words = ['paths', 'heddle-log', '--after', 'help', '--without', 'order', '--experiment', 'home-tabs']
    const single = ['--single', '1', '--last', 'best']
    const { code, out } = await heddle([...words, ...single], await folderWithLog(visits))
    expect(code).toBe(0)
    expect(out.slice(out.indexOf('1 of 20'), out.indexOf('A unit counts once'))).toMatchInlineSnapshot(`
      "1 of 20 visits with help without order, last best

      1  bestFirst
       after     event     what                 page
      ──────────────────────────────────────────────
      +0.0 s     exposure  home-tabs bestFirst  /
      +0.5 s     click     best                 /
      +0.5 s  ▸  click     help                 /
      +0.5 s     click     best                 /

      "
    `)
    expect(out).not.toMatch(/v\d|stream-/)
  })

  test.each(pathsCommand.examples.map(({ line }) => line))('works as its help says: %s', async (line) => {
    const { out } = await heddle(wordsOf(line), await folderWithLog(visits))
    expect(out).toContain('in that visit')
  })

  test.each<[string, readonly string[], number, string]>([
    ['no step', [], 64, 'heddle paths: Say around which goal to look'],
    ['two steps', ['--after', 'help', '--before', 'best'], 64, 'leave out one of them'],
    ['--without where paths lead to a step', ['--before', 'help', '--without', 'best'], 64, 'it goes with --after'],
    ['no single visits', ['--after', 'help', '--single', '0'], 64, '--single is a whole number from 1 on, got "0".'],
    ['--last of no single visits', ['--after', 'help', '--last', 'help'], 64, 'it goes with --single'],
    ['paths of no length', ['--after', 'help', '--steps', '0'], 64, '--steps is a whole number from 1 to 20, got "0".'],
    ['a negative top', ['--after', 'help', '--top', '-1'], 64, '--top is a whole number from 1 on, got "-1".'],
    ['a step that is not there', ['--after', 'x'], 1, 'The log has no goal "x". Its goals are: best, help, order.'],
  ])('answers %s with a sentence', async (_, words, expected, sentence) => {
    const { code, out, err } = await heddle(['paths', 'heddle-log', ...words], await folderWithLog(visits))
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n +at /)
  })
})

describe('the view', () => {
  const none = { visitors: 0, share: 0 }
  const report: PathsReport = {
    ...{ version: 1, step: 'help', direction: 'after', steps: 3 },
    groups: [
      {
        visitors: 8,
        paths: [{ goals: ['a very long name of a goal', 'b'], whole: false, visitors: 6, share: 0.75 }],
        ...{ otherPaths: { visitors: 2, share: 0.25 }, left: { ...none, last: [] } },
      },
    ],
  }

  test('counts what is not listed', () => {
    expect(pathsView(report, screenOf(100))).toMatch(/all other paths +2 +25\.0 %/)
  })

  test.each([1, 40])('does not fail in %i columns', (width) => {
    expect(pathsView(report, screenOf(width))).toContain('75.0 %')
  })
})
