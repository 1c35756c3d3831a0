import { describe, expect, test } from 'vitest'
import { liftView } from '../../packages/cli/src/view/lift-view.js'
import { createScreen } from '../../packages/cli/src/view/screen.js'
import {
  comparison,
  delivery,
  experiment,
  logOf,
  ok,
  proportionOf,
  reportOf,
  sampleRatio,
  screenOf,
} from './reports.js'

const reason = 'The control is not clearly different from zero, so the lift has no bound on at least one side.'
const view = (
  parts: Parameters<typeof experiment>[1] = {},
  checks: Parameters<typeof experiment>[2] = {},
  width = 120,
) => liftView(reportOf([experiment('home-tabs', parts, checks)]), screenOf(width))

test('shows the checks, the control and each metric with its lift', () => {
  const metrics = {
    entered: proportionOf(comparison('bestFirst')),
    rounds: {
      kind: 'mean',
      variants: { control: { n: 998, value: 52.456 }, bestFirst: { n: 1002, value: 51.299 } },
      comparisons: [
        comparison('bestFirst', {
          ...{ difference: ok(-1.157, -4.2, 1.9), lift: ok(-0.022, -0.078, 0.037) },
          ...{ pValue: 0.455, adjustedPValue: 0.455, method: 'Welch t, Fieller lift' },
        }),
      ],
    },
  } as const
  const checks = { delivery: delivery({ repeated: 3 }), crossover: { units: 1 } }
  expect(view({ metrics }, checks)).toMatchInlineSnapshot(`
    "home-tabs
    ═════════
    ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
    ✓ delivery        5,012 issued, 5,012 received, none lost, 3 repeated copies left out
    ! crossover       1 unit met more than one variant and is left out
    ✓ control         control, the variant of that name

    entered (proportion)
    variant    units   value  difference     lift   95 % interval      p  adj. p  0                                  +85 %
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    control      998  31.1 %              control
    bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19  │                     ├───────●────────┤

    rounds (mean)
    variant    units  value  difference     lift  95 % interval     p  adj. p  -8 %                      0         +4 %
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    control      998   52.5              control
    bestFirst  1,002   51.3        -1.2   -2.2 %   [-7.8, +3.7]  0.46    0.46  ├──────────────────●──────┼────────────┤

    Method: score; Welch t, Fieller lift. adj. p: Holm, over the 2 comparisons of the experiment; the intervals are not
    adjusted.
    "
  `)
})

test('leaves out the drawing at 80 columns and keeps every number', () => {
  expect(view({}, {}, 80)).toMatchInlineSnapshot(`
    "home-tabs
    ═════════
    ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
    ✓ control         control, the variant of that name

    entered (proportion)
    variant    units   value  difference     lift   95 % interval      p  adj. p
    ────────────────────────────────────────────────────────────────────────────
    control      998  31.1 %              control
    bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19

    Method: score.
    "
  `)
})

test('says which columns had no room', () => {
  expect(view({}, {}, 60)).toMatchInlineSnapshot(`
    "home-tabs
    ═════════
    ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002
                      (50.1 %); p = 0.93
    ✓ control         control, the variant of that name

    entered (proportion)
    variant    units   value     lift   95 % interval  adj. p
    ─────────────────────────────────────────────────────────
    control      998  31.1 %  control
    bestFirst  1,002  51.1 %  +65.0 %  [+47.0, +85.0]   3e-19
    No room for: difference, p.

    Method: score.
    "
  `)
})

test('gives several variants common decimals and one scale', () => {
  const metrics = {
    entered: {
      kind: 'proportion',
      variants: {
        control: { n: 12_998, value: 0.0193 },
        a: { n: 13_002, value: 0.0251 },
        b: { n: 12_950, value: 0.0193 },
      },
      comparisons: [
        comparison('a', {
          difference: ok(0.0058, 0.0022, 0.0094),
          lift: ok(0.3, 0.104, 0.53),
          pValue: 0.0016,
          adjustedPValue: 0.0032,
        }),
        comparison('b', {
          difference: ok(0, -0.0034, 0.0033),
          lift: ok(-0.0001, -0.16, 0.191),
          pValue: 0.98,
          adjustedPValue: 0.98,
        }),
      ],
    },
  } as const
  expect(
    view({ metrics }, { sampleRatio: sampleRatio({ control: 12_998, a: 13_002, b: 12_950 }, 0.94) }),
  ).toMatchInlineSnapshot(`
    "home-tabs
    ═════════
    ✓ sample ratio    control: 12,998 (33.4 %), a: 13,002 (33.4 %), b: 12,950 (33.2 %); p = 0.94
    ✓ control         control, the variant of that name

    entered (proportion)
    variant   units   value  difference     lift   95 % interval       p  adj. p  -16 %    0                         +53 %
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    control  12,998  1.93 %              control
    a        13,002  2.51 %    +0.58 pp  +30.0 %  [+10.4, +53.0]  0.0016  0.0032           │     ├──────────●────────────┤
    b        12,950  1.93 %     0.00 pp    0.0 %  [-16.0, +19.1]    0.98    0.98  ├────────●──────────┤

    Method: score. adj. p: Holm, over the 2 comparisons of the experiment; the intervals are not adjusted.
    "
  `)
})

describe('an interval without two ends', () => {
  test('is said in words, with the reason as a footnote', () => {
    const rows = [
      comparison('above', { lift: { status: 'unbounded', shape: 'above', estimate: 0.5, low: 0.05, reason } }),
      comparison('below', { lift: { status: 'unbounded', shape: 'below', high: -0.05, reason } }),
      comparison('outside', { lift: { status: 'unbounded', shape: 'outside', high: -0.05, low: 0.4, reason } }),
      comparison('anything', { lift: { status: 'unbounded', shape: 'everything', reason } }),
    ]
    expect(view({ metrics: { entered: proportionOf(...rows) } }, {}, 80)).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
      ✓ control         control, the variant of that name

      entered (proportion)
      variant   units   value     lift              95 % interval      p  adj. p
      ──────────────────────────────────────────────────────────────────────────
      control     998  31.1 %  control
      above         0       –  +50.0 %             above +5.0 % ¹  3e-19   3e-19
      below         0       –        –             below -5.0 % ¹  3e-19   3e-19
      outside       0       –        –  outside -5.0 to +40.0 % ¹  3e-19   3e-19
      anything      0       –        –                any value ¹  3e-19   3e-19
      No room for: difference.

      ¹ The control is not clearly different from zero, so the lift has no bound on at
        least one side.

      Method: score. adj. p: Holm, over the 4 comparisons of the experiment; the
      intervals are not adjusted.
      "
    `)
  })

  test('is a dash and a reason where it is undefined', () => {
    const nobody = 'The variant has no units.'
    const row = comparison('bestFirst', {
      ...{ difference: { status: 'undefined', reason: nobody }, lift: { status: 'undefined', reason: nobody } },
      ...{ pValue: null, logPValue: null, adjustedPValue: null, warnings: ['Fewer than 10 successes.'] },
    })
    const metrics = {
      entered: { ...proportionOf(row), variants: { control: { n: 998, value: 0 }, bestFirst: { n: 0, value: null } } },
    }
    expect(view({ metrics }, {}, 90)).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
      ✓ control         control, the variant of that name

      entered (proportion)
      variant      units  value  difference     lift  95 % interval  p  adj. p
      ────────────────────────────────────────────────────────────────────────
      control        998  0.0 %              control
      bestFirst ¹      0      –         – ²        –    undefined ²  –       –

      ¹ Fewer than 10 successes.
      ² The variant has no units.

      Method: score.
      "
    `)
  })
})

describe('a sample ratio that fails', () => {
  test('is loud before any number, and again after the last', () => {
    expect(
      view({}, { sampleRatio: sampleRatio({ control: 5000, bestFirst: 6000 }, 2e-21) }, 80),
    ).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      ✗ SAMPLE RATIO BROKEN  p = 2e-21
        The variants did not get the units they should have; something decided who was
        counted. Do not trust the numbers below until the cause is known.
        variant    observed   share  expected   share
        ─────────────────────────────────────────────
        control       5,000  45.5 %     5,500  50.0 %
        bestFirst     6,000  54.5 %     5,500  50.0 %

      ✓ control         control, the variant of that name

      entered (proportion)
      variant    units   value  difference     lift   95 % interval      p  adj. p
      ────────────────────────────────────────────────────────────────────────────
      control      998  31.1 %              control
      bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19

      The sample ratio is broken, see above: do not trust these numbers.
      Method: score.
      "
    `)
  })

  test('is a doubt between 0.001 and 0.01', () => {
    expect(view({}, { sampleRatio: sampleRatio({ control: 900, bestFirst: 1020 }, 0.006) }, 80)).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      ! sample ratio in doubt  p = 0.0060
        The variants hardly got the units they should have by chance. Look for a cause
        before trusting a small effect.
        variant    observed   share  expected   share
        ─────────────────────────────────────────────
        control         900  46.9 %       960  50.0 %
        bestFirst     1,020  53.1 %       960  50.0 %

      ✓ control         control, the variant of that name

      entered (proportion)
      variant    units   value  difference     lift   95 % interval      p  adj. p
      ────────────────────────────────────────────────────────────────────────────
      control      998  31.1 %              control
      bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19

      Method: score.
      "
    `)
  })

  test('says why where it could not be checked', () => {
    const undefinedRatio = {
      status: 'undefined',
      observed: { control: 12 },
      reason: 'Only one variant was met.',
    } as const
    const metrics = { entered: proportionOf() }
    expect(view({ metrics }, { sampleRatio: undefinedRatio }, 80)).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      ! sample ratio    not checked: Only one variant was met. Counted: control: 12
                        (100.0 %)
      ✓ control         control, the variant of that name

      entered (proportion)
      variant  units   value  difference     lift  95 % interval  p  adj. p
      ─────────────────────────────────────────────────────────────────────
      control    998  31.1 %              control

      Only one variant was seen, so there is nothing to compare: check that the
      experiment splits its units, and that every file of the log was named.
      "
    `)
  })
})

test('names the planned shares where they differ', () => {
  const planned = {
    ...sampleRatio({ control: 1490, bestFirst: 510 }, 0.6),
    expected: { control: 1500, bestFirst: 500 },
  }
  expect(view({}, { sampleRatio: planned })).toContain(
    'control: 1,490 (74.5 %, planned 75.0 %), bestFirst: 510 (25.5 %, planned 25.0 %); p = 0.60',
  )
})

describe('a plan', () => {
  const look = { name: 'always valid', plannedUnits: 20_000, units: 9812, decides: true }

  test('says how far it is along, and what its numbers hold for', () => {
    const text = view({ look })
    expect(text).toContain('✓ plan            9,812 of 20,000 planned units (49.1 %); always valid\n')
    expect(text).toContain('Always valid: intervals and p-values hold at all looks together')
    expect(view({ look: { ...look, name: 'group sequential' } })).toContain('hold at the planned looks together, and')
  })

  test('says before any number that a look does not decide, and marks none of them', () => {
    const early = { ...look, name: 'fixed horizon', decides: false }
    const text = view({ look: early })
    expect(text).toContain(
      '! plan            9,812 of 20,000 planned units (49.1 %); fixed horizon. This look decides nothing',
    )
    expect(text.indexOf('decides nothing')).toBeLessThan(text.indexOf('entered'))
    const coloured = (some: typeof look) =>
      liftView(reportOf([experiment('home-tabs', { look: some })]), createScreen(120, true))
    expect(coloured(look)).toContain('\u001b[1m+65.0 %\u001b[22m')
    expect(coloured(early)).not.toContain('\u001b[1m+65.0 %\u001b[22m')
  })
})

describe('a guardrail', () => {
  const slack = { slack: ok(0.1, 0.05, 0.2), pValue: 0.011, power: 0.42, method: 'x', warnings: [] }
  const guarded = (verdict: 'non-inferior' | 'inferior' | 'undecided', good: 'up' | 'down' = 'up') => ({
    entered: proportionOf(
      comparison('bestFirst', { guardrail: { status: 'ok', good, margin: { relative: 0.02 }, verdict, ...slack } }),
    ),
  })

  test('says that a variant is not worse, that it is, or that it is open', () => {
    expect(view({ metrics: guarded('non-inferior') })).toContain(
      '✓ guardrail       bestFirst is not worse by as much as 2 % of the control (more is good); p = 0.011\n',
    )
    expect(view({ metrics: guarded('inferior', 'down') })).toContain(
      '✗ guardrail       bestFirst is worse by more than 2 % of the control (less is good)\n',
    )
    expect(view({ metrics: guarded('undecided') }, {}, 200)).toMatch(/! guardrail .* with a chance of 42 %\n/)
  })

  test('is a preview where the look decides nothing', () => {
    const look = { name: 'fixed horizon', plannedUnits: 20_000, units: 9812, decides: false }
    expect(view({ metrics: guarded('non-inferior'), look })).toMatch(/! guardrail .* p = 0\.011, as a preview\n/)
  })

  test('that cannot be judged says why', () => {
    const guardrail = { status: 'undefined', good: 'up', margin: { absolute: 0.5 }, reason: 'Nobody came.' } as const
    const metrics = { entered: proportionOf(comparison('bestFirst', { guardrail })) }
    expect(view({ metrics })).toContain('! guardrail       bestFirst: not judged. Nobody came.\n')
  })
})

test('many experiments say in how many of them the look decides', () => {
  const look = { name: 'always valid', plannedUnits: 20_000, units: 9812, decides: true }
  const many = (decides: (index: number) => boolean) =>
    Array.from({ length: 11 }, (_, index) => experiment(`e${index}`, { look: { ...look, decides: decides(index) } }))
  expect(liftView(reportOf(many(() => true)), screenOf(120))).toContain(
    '✓ plan            always valid, 20,000 planned units in each experiment; the look decides in 11 of 11\n',
  )
  expect(liftView(reportOf(many((index) => index > 0)), screenOf(160))).toMatch(
    /! plan .* decides in 10 of 11\. In the others/,
  )
})

describe('segments', () => {
  const segment = (name: string, low: number, high: number) => ({
    ...{ segment: name, difference: ok((low + high) / 4, low / 2, high / 2), lift: ok((low + high) / 2, low, high) },
    ...{ shrunken: ok(0.1, 0.05, 0.15), pValue: 0.02, logPValue: Math.log(0.02), adjustedPValue: 0.04, warnings: [] },
    variants: { control: { n: 400, value: 0.3 }, bestFirst: { n: 410, value: 0.5 } },
  })
  const heterogeneity = {
    status: 'ok',
    ...{ q: 7.93, df: 1, pValue: 0.0049, logPValue: Math.log(0.0049), iSquare: 0.87, tauSquare: 0.004 },
    ...{ pooled: ok(0.2, 0.1, 0.3), method: 'x' },
  } as const
  const metrics = {
    entered: proportionOf(
      comparison('bestFirst', { segments: [segment('en', 0.5, 0.9), segment('ar', -0.1, 0.3)], heterogeneity }),
    ),
  }

  test('stand under their variant, on its scale, with a sentence on whether they differ', () => {
    expect(view({ metrics, segmentedBy: 'language' })).toMatchInlineSnapshot(`
      "home-tabs
      ═════════
      ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
      ✓ control         control, the variant of that name

      entered (proportion)
      variant    units   value  difference     lift   95 % interval      p  adj. p  0                                  +85 %
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      control      998  31.1 %              control
      bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19  │                     ├───────●────────┤

      entered (by language)
      variant    units   value  difference     lift   95 % interval      p  adj. p  -10 %                              +90 %
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      control      998  31.1 %              control
      bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19      │                 ├──────●───────┤
        en         410  50.0 %    +35.0 pp  +70.0 %  [+50.0, +90.0]  0.020   0.040      │                  ├───────●───────┤
        ar         410  50.0 %     +5.0 pp  +10.0 %  [-10.0, +30.0]  0.020   0.040  ├───┼───●───────┤
      Indented: by language; their adj. p: Holm, over the 2 segment rows of this metric.
      The difference varies with language (Cochran's Q 7.9 on 1 df, p = 0.0049); most likely it is +10.0 pp in each.

      Method: score.
      "
    `)
  })

  test('that do not differ are said not to', () => {
    const same = { ...heterogeneity, q: 0.3, pValue: 0.58, logPValue: Math.log(0.58) }
    const row = { ...metrics.entered.comparisons[0], ...comparison('bestFirst'), segments: [segment('en', 0, 1)] }
    const text = view({ metrics: { entered: proportionOf({ ...row, heterogeneity: same }) }, segmentedBy: 'language' })
    expect(text).toContain("Nothing says that the difference varies with language (Cochran's Q 0.3 on 1 df, p = 0.58)")
  })

  test('that cannot be compared say why', () => {
    const reason = 'Fewer than two segments cannot be compared.'
    const row = comparison('bestFirst', {
      segments: [{ ...segment('en', 0, 1), shrunken: { status: 'undefined', reason } }],
      heterogeneity: { status: 'undefined', reason },
    })
    expect(view({ metrics: { entered: proportionOf(row) }, segmentedBy: 'language' })).toContain(
      'Whether the difference varies with language cannot be told: Fewer than two segments cannot be compared.',
    )
  })
})

test('shows losses by variant', () => {
  const variants = {
    control: { issued: 2500, received: 2495, lost: 5, missing: 5, open: 0 },
    bestFirst: { issued: 2500, received: 2481, lost: 19, missing: 12, open: 7 },
  }
  expect(
    view({}, { delivery: delivery({ received: 4976, dropped: 12, lost: 24, missing: 17, open: 7, variants }) }, 80),
  ).toMatchInlineSnapshot(`
    "home-tabs
    ═════════
    ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
    ! delivery        5,012 issued, 4,976 received, 12 dropped on purpose by the
                      pages, 24 lost (0.48 %), of which 7 may still come, none
                      twice; lost by variant: control: 5 (0.20 %), bestFirst: 19
                      (0.76 %)
    ✓ control         control, the variant of that name

    entered (proportion)
    variant    units   value  difference     lift   95 % interval      p  adj. p
    ────────────────────────────────────────────────────────────────────────────
    control      998  31.1 %              control
    bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19

    Method: score.
    "
  `)
})

test('says how the control was chosen', () => {
  expect(view({ controlChosenBy: 'option' })).toContain('control, as --control says')
  expect(view({ controlChosenBy: 'smallest' })).toContain(
    'the smallest value, since no variant is named control; --control NAME takes',
  )
})

test('shows what in a log could not be read or understood', () => {
  const log = logOf({
    unknownTypes: { scroll: 1200, hover: 3 },
    broken: { count: 12, first: [{ file: 'log/events.ndjson', line: 41, reason: 'the line is not JSON' }] },
  })
  expect(liftView(reportOf([], { log }), screenOf(80))).toMatchInlineSnapshot(`
    "the log
    ✓ read            5,012 lines, 5,012 different events
    ✓ delivery        5,012 issued, 5,012 received, none lost, none twice
    ! unknown types   scroll: 1,200, hover: 3; kept in the log and left out of every
                      number
    ! broken lines    12 lines could not be read and are left out:
        log/events.ndjson:41: the line is not JSON
        and 11 more

    No experiment was seen: there is nothing to compare.
    "
  `)
})

test('shows what in a table was left out or empty', () => {
  const rows = { rows: 4000, withoutName: 2, empty: { revenue: 17, orders: 0 } }
  expect(liftView(reportOf([experiment('visits')], { rows }), screenOf(80))).toMatchInlineSnapshot(`
    "the table
    ! rows left out   2 of 4,000 rows: a name of a unit, variant or experiment is
                      empty
    ! empty fields    revenue: 17; counted as 0

    visits
    ══════
    ✓ sample ratio    control: 998 (49.9 %), bestFirst: 1,002 (50.1 %); p = 0.93
    ✓ control         control, the variant of that name

    entered (proportion)
    variant    units   value  difference     lift   95 % interval      p  adj. p
    ────────────────────────────────────────────────────────────────────────────
    control      998  31.1 %              control
    bestFirst  1,002  51.1 %    +20.0 pp  +65.0 %  [+47.0, +85.0]  3e-19   3e-19

    Method: score.
    "
  `)
})

test('names the metrics that no event feeds, and the goals that there are', () => {
  const text = liftView(
    reportOf([experiment('home-tabs')], { log: logOf({ unfedMetrics: ['entered'] }) }),
    screenOf(100),
  )
  expect(text).toContain('! goals           the log holds no event for entered; its goals are best, help')
})

test('says of a log that contradicts itself how many events count nowhere', () => {
  const text = liftView(reportOf([], { log: logOf({ conflicts: 2 }) }), screenOf(120))
  expect(text).toContain(
    '! conflicts       2 events with different contents under one number; nobody can tell which is',
  )
  expect(liftView(reportOf([], { log: logOf() }), screenOf(120))).not.toContain('conflicts')
})

test('shows two experiments one after the other', () => {
  const text = liftView(reportOf([experiment('home-tabs'), experiment('help-label')]), screenOf(80))
  expect(text).toContain('\n\nhelp-label\n══════════\n')
})

test.each([1, 20, 40])('does not fail in %i columns, and keeps the lift', (width) => {
  const report = reportOf([experiment('home-tabs', {}, { delivery: delivery({ lost: 3 }) })], { log: logOf() })
  expect(liftView(report, screenOf(width))).toContain('+65.0 %  [+47.0, +85.0]')
})

test('writes escape sequences only where there are colours', () => {
  const report = reportOf([experiment('home-tabs')])
  expect(liftView(report, screenOf(100))).not.toContain('\u001b')
  expect(liftView(report, createScreen(100, true))).toContain('\u001b[1mhome-tabs\u001b[22m')
})

test('has the same text with and without colours, and no line beyond the width', () => {
  const report = reportOf(
    [experiment('home-tabs', {}, { sampleRatio: sampleRatio({ control: 1, bestFirst: 60 }, 1e-9) })],
    {
      log: logOf({ unknownTypes: { scroll: 3 } }),
    },
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken away
  const uncoloured = liftView(report, createScreen(80, true)).replace(/\u001b\[\d+m/g, '')
  expect(uncoloured).toBe(liftView(report, screenOf(80)))
  for (const line of uncoloured.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
})
