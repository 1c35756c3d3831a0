/** Segments: units split by an attribute of their first exposure. */
import {
  addSums,
  createLogTable,
  type Gathered,
  type LiftReport,
  liftReport,
  type Measurement,
  type Metrics,
  mean,
  measure,
  methodOf,
  proportion,
  ratio,
  type Sums,
  sumsIn,
} from '@heddle/analysis'
import type { Attributes, LoggedEvent } from '@heddle/events'
import { compareMeans, compareSegments, holm, momentsOf, normalUpperQuantile } from '@heddle/stats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clicks, linesOf, reaches, sees, visit } from './log-builder.js'
import { consistentLogs } from './random-log.js'
import { reference } from './reference.js'

const metrics: Metrics = {
  entered: proportion('best'),
  worth: mean('help', 'value', { scale: 100, window: 25 }),
  rate: ratio('best', 'help'),
}

function measured(entries: readonly object[], segment?: string, some: Metrics = metrics): Measurement {
  const table = createLogTable()
  for (const [index, line] of linesOf(entries).entries()) table.add(line, 'log', index + 1)
  return measure(table, { metrics: some, ...(segment === undefined ? {} : { segment }) })
}

/** The same log with an attribute on most exposures, by the event's number and visitor. */
const languages = ['en', 'ar', '(none)', '__proto__', undefined, 7, true] as const
const withLanguages = consistentLogs.map((entries) =>
  entries.map((entry) => {
    if (!('seq' in entry) || entry.type !== 'exposure') return entry
    const value = languages[(entry.seq + entry.visitor.length + entry.at) % languages.length]
    const attributes: Attributes = value === undefined ? {} : { language: value }
    return { ...entry, attributes }
  }),
)

/** Exposures of one experiment in the order that decides which is first. */
function firstLanguages(entries: readonly object[], experiment: string): ReadonlyMap<string, string> {
  const events = entries.filter((entry): entry is LoggedEvent => 'seq' in entry)
  const offsetOf = (stream: string) =>
    Math.min(
      ...entries
        .filter((entry): entry is LoggedEvent => 'stream' in entry && entry.stream === stream)
        .map(({ receivedAt, sentAt }) => receivedAt - sentAt),
    )
  const found = new Map<string, { readonly time: number; readonly key: string; readonly language: string }>()
  for (const event of events) {
    if (event.type !== 'exposure' || event.experiment !== experiment) continue
    const unit = event.unit ?? event.visitor
    const time = event.at + offsetOf(event.stream)
    const key = `${event.stream} ${String(event.seq).padStart(9, '0')}`
    const before = found.get(unit)
    if (before && (before.time < time || (before.time === time && before.key <= key))) continue
    const { language } = event.attributes ?? {}
    found.set(unit, { time, key, language: language === undefined ? '(none)' : String(language) })
  }
  return new Map([...found].map(([unit, { language }]) => [unit, language]))
}

const isEmpty = ({ n }: Sums) => n === 0

test('a segment has the sums that a log of its units alone has', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(withLanguages, (entries) => {
      fc.pre(
        entries.some(
          (entry) => entry.type === 'exposure' && 'attributes' in entry && 'language' in Object(entry.attributes),
        ),
      )
      for (const { experiment, metrics: found, segments } of measured(entries, 'language').experiments) {
        const languageOf = firstLanguages(entries, experiment)
        for (const segment of new Set(languageOf.values())) {
          // Exposures of other segments' units are gone; their streams keep their clocks by lines of another type.
          const alone = entries.map((entry) =>
            'seq' in entry &&
            entry.type === 'exposure' &&
            entry.experiment === experiment &&
            languageOf.get(entry.unit ?? entry.visitor) !== segment
              ? { ...entry, experiment: 'elsewhere' }
              : entry,
          )
          const [expected] = Object(reference(alone, metrics)).filter(
            (one: { experiment: string }) => one.experiment === experiment,
          )
          for (const [index, metric] of found.entries()) {
            const sums = metric.segments?.get(segment) ?? new Map<string, Gathered>()
            const slow: ReadonlyMap<string, Gathered> = expected?.metrics[index].sums ?? new Map()
            for (const [variant, some] of sums) {
              const other = slow.get(variant)
              if (other) expect(some).toEqual(other)
              else expect(isEmpty(sumsIn(some))).toBe(true)
              expect(segments?.observed.get(segment)?.get(variant)).toBe(some.n)
            }
          }
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('the sums of all segments add up to those of all units, exactly', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(withLanguages, (entries) => {
      fc.pre(
        entries.some(
          (entry) => entry.type === 'exposure' && 'attributes' in entry && 'language' in Object(entry.attributes),
        ),
      )
      for (const experiment of measured(entries, 'language').experiments) {
        for (const { sums, segments } of experiment.metrics) {
          for (const [variant, whole] of sums) {
            const parts = [...(segments?.values() ?? [])].flatMap((some) => some.get(variant) ?? []).map(sumsIn)
            const none = { n: 0, x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }
            expect(parts.reduce(addSums, none)).toEqual(whole)
          }
        }
      }
    }),
    { numRuns: 50 },
  )
})

test('splitting changes nothing in what is said of all units', () => {
  const log = manyVisits(400)
  const whole = liftReport(measured(log))
  const split = liftReport(measured(log, 'language'))
  const bare = JSON.parse(
    JSON.stringify(split, (key, value) =>
      ['segments', 'heterogeneity', 'segmentedBy'].includes(key) ? undefined : value,
    ),
  )
  expect(bare).toEqual(JSON.parse(JSON.stringify(whole)))
})

/** Visits in two variants and two languages; English visitors click more often in the new one. */
function manyVisits(
  count: number,
  languageOf = (index: number): string => (index % 4 < 2 ? 'en' : 'ar'),
): LoggedEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const variant = index % 2 === 0 ? 'control' : 'up'
    const language = languageOf(index)
    const often = variant === 'up' && language === 'en' ? 2 : 5
    return visit(
      { visitor: `visitor ${index}` },
      [0, sees('tabs', variant, { attributes: { language, device: 'phone' } })],
      ...(Math.floor(index / 4) % often === 0
        ? [[1, clicks('best')] as const, [2, reaches('help', index % 7)] as const]
        : []),
    )
  }).flat()
}

const segmentsOf = (report: LiftReport, metric: string) => {
  const [comparison] = report.experiments[0]?.metrics[metric]?.comparisons ?? []
  return { segments: comparison?.segments ?? [], heterogeneity: comparison?.heterogeneity }
}

describe('the report', () => {
  test('compares within each segment, the largest first, and adjusts over the metric', () => {
    const log = manyVisits(401, (index) => (index % 10 < 6 ? 'en' : 'ar'))
    const report = liftReport(measured(log, 'language'))
    expect(report.experiments[0]?.segmentedBy).toBe('language')
    const { segments } = segmentsOf(report, 'entered')
    expect(segments.map(({ segment }) => segment)).toEqual(['en', 'ar'])
    const method = methodOf(proportion('best'))
    const [found] = measured(log, 'language').experiments[0]?.metrics ?? []
    for (const { segment, variants, difference, lift, pValue } of segments) {
      const sums = found?.segments?.get(segment)
      const [control, up] = [sums?.get('control'), sums?.get('up')]
      if (!control || !up) throw new Error('Both variants are in every segment.')
      expect({ difference, lift, pValue }).toEqual({
        ...{ difference: expect.anything(), lift: expect.anything(), pValue: expect.anything() },
        ...pick(method.compare(control, up, {})),
      })
      expect(variants.up).toEqual({ n: up.n, value: Number(sumsIn(up).x) / up.n })
    }
    const adjusted = holm(segments.map(({ pValue }) => pValue ?? undefined))
    expect(segments.map(({ adjustedPValue }) => adjustedPValue)).toEqual(adjusted)
  })

  test('judges means of segments by Welch’s standard errors', () => {
    const log = manyVisits(200)
    const { segments, heterogeneity } = segmentsOf(
      liftReport(measured(log, 'language', { worth: mean('help', 'value') })),
      'worth',
    )
    const worthOf = (visitor: string) =>
      log
        .filter((event) => event.visitor === visitor && event.type === 'goal')
        .reduce((sum, event) => sum + ('value' in event ? (event.value ?? 0) : 0), 0)
    const momentsIn = (language: string, variant: string) =>
      momentsOf(
        log.flatMap((event) =>
          event.type === 'exposure' && event.variant === variant && event.attributes?.language === language
            ? [worthOf(event.visitor)]
            : [],
        ),
      )
    const effects = segments.map(({ segment }) => {
      const [control, up] = [momentsIn(segment, 'control'), momentsIn(segment, 'up')]
      const variance = [control, up].reduce((sum, { n, m2 }) => sum + m2 / (n - 1) / n, 0)
      expect(compareMeans(control, up).difference).toMatchObject({
        estimate: expect.closeTo(up.mean - control.mean, 12),
      })
      return { value: up.mean - control.mean, variance }
    })
    const expected = compareSegments(effects)
    if (expected.status !== 'ok' || heterogeneity?.status !== 'ok') throw new Error('Both segments vary.')
    expect(heterogeneity.q).toBeCloseTo(expected.q, 9)
    expect(heterogeneity.pValue).toBeCloseTo(expected.pValue, 9)
    for (const [index, { shrunken }] of segments.entries()) {
      const other = expected.segments[index]?.shrunken
      if (shrunken.status !== 'ok' || other?.status !== 'ok') throw new Error('Both are known.')
      expect([shrunken.low, shrunken.high]).toEqual([expect.closeTo(other.low, 9), expect.closeTo(other.high, 9)])
    }
    expect(normalUpperQuantile(0.025)).toBeCloseTo(1.96, 3)
  })

  test('finds that a layout works in one language only', () => {
    const { heterogeneity } = segmentsOf(liftReport(measured(manyVisits(2000), 'language')), 'entered')
    expect(heterogeneity).toMatchObject({ status: 'ok', df: 1 })
    expect(heterogeneity?.status === 'ok' && heterogeneity.pValue).toBeLessThan(1e-4)
  })

  test('keeps the 20 largest segments and puts the rest together', () => {
    const log = manyVisits(300, (index) => `l${String(index % 24).padStart(2, '0')}`)
    const { segments } = segmentsOf(liftReport(measured(log, 'language')), 'entered')
    expect(segments.length).toBe(21)
    expect(segments.at(-1)?.segment).toBe('(other)')
    const units = segments.flatMap(({ variants }) => Object.values(variants).map(({ n }) => n))
    expect(units.reduce((sum, n) => sum + n, 0)).toBe(300)
    const none = { n: 0, x: 0n, y: 0n, xx: 0n, yy: 0n, xy: 0n }
    for (const { sums, segments: split } of measured(log, 'language').experiments[0]?.metrics ?? []) {
      const parts = [...(split?.values() ?? [])].flatMap((some) => some.get('up') ?? []).map(sumsIn)
      expect(parts.reduce(addSums, none)).toEqual(sums.get('up'))
    }
  })

  test('says why segments cannot be compared where there is only one', () => {
    const { segments, heterogeneity } = segmentsOf(liftReport(measured(manyVisits(40), 'device')), 'entered')
    expect(segments.map(({ segment }) => segment)).toEqual(['phone'])
    expect(heterogeneity).toEqual({ status: 'undefined', reason: 'Fewer than two segments cannot be compared.' })
    expect(segments[0]?.shrunken.status).toBe('undefined')
  })

  test('a segment is at the same place of the plan as its experiment', () => {
    const look = { plannedUnits: 400, rule: 'fixed' } as const
    const { segments } = segmentsOf(liftReport(measured(manyVisits(400), 'language'), { look }), 'entered')
    expect(segments.flatMap(({ warnings }) => warnings).filter((text) => text.includes('planned'))).toEqual([])
    const early = liftReport(measured(manyVisits(400), 'language'), { look: { ...look, plannedUnits: 800 } })
    expect(segmentsOf(early, 'entered').segments[0]?.warnings[0]).toMatch(/^400 of 800 planned units/)
  })
})

const pick = ({ difference, lift, pValue }: ReturnType<ReturnType<typeof methodOf>['compare']>) => ({
  ...{ difference, lift, pValue: pValue ?? null },
})

test('units without the attribute are a segment of their own', () => {
  const log = [
    ...visit({ visitor: 'ann' }, [0, sees('tabs', 'control', { attributes: { language: 'en' } })]),
    ...visit({ visitor: 'bob' }, [0, sees('tabs', 'control')]),
    // The first exposure decides, also where a later one knows more.
    ...visit({ visitor: 'cy' }, [0, sees('tabs', 'up')], [5, sees('tabs', 'up', { attributes: { language: 'en' } })]),
  ]
  const [experiment] = measured(log, 'language').experiments
  expect(experiment?.segments?.observed).toEqual(
    new Map([
      [
        '(none)',
        new Map([
          ['control', 1],
          ['up', 1],
        ]),
      ],
      [
        'en',
        new Map([
          ['control', 1],
          ['up', 0],
        ]),
      ],
    ]),
  )
})

test('an attribute that no exposure has is an error that names those that there are', () => {
  expect(() => measured(manyVisits(4), 'langage')).toThrow(
    'No exposure has the attribute "langage", so it cannot split units. The attributes are: device, language.',
  )
  const bare = visit({ visitor: 'ann' }, [0, sees('tabs', 'control')])
  expect(() => measured(bare, 'language')).toThrow('None has any attribute.')
  expect(measured([], 'language').experiments).toEqual([])
})
