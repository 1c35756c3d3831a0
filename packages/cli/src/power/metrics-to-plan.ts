/**
 * Brings together what a plan is made of: what was said, what the experiment's own plan says, what a pilot measured.
 */
import type { Pilot, PlannedMetric, PowerOptions } from '@heddle/analysis'
import { decodePlan, type Plan } from '@heddle/events'
import { readDefinitions } from '../read-definitions.js'
import type { Terminal } from '../terminal.js'
import { whileReading } from '../while-reading.js'
import type { PowerRequest } from './power-request.js'

export type Found =
  | { readonly status: 'options'; readonly options: PowerOptions }
  | { readonly status: 'wrong'; readonly sentence: string }

const wrong = (sentence: string): Found => ({ status: 'wrong', sentence })

/** @throws Error with a sentence about the log or the experiment file */
export async function metricsToPlan(
  paths: readonly string[],
  request: PowerRequest,
  terminal: Terminal,
): Promise<Found> {
  const { said, baseline, deviation, margin, good } = request
  const definitions = request.experiments === undefined ? undefined : await readDefinitions(request.experiments)
  const defined = definitions?.file.experiments ?? []
  const [first, ...others] = defined.filter(({ key }) => request.experiment === undefined || key === request.experiment)
  if (defined.length > 0 && !first) {
    return wrong(`${request.experiments} has no experiment "${request.experiment}".`)
  }
  const definition = others.length === 0 ? first : undefined
  const plan = definition?.plan === undefined ? undefined : decodePlan(definition.key, definition.plan)
  const terms = termsOf(plan, definition?.variants)
  const own = { ...(margin === undefined ? {} : { margin }), ...(good === undefined ? {} : { direction: good }) }
  if (baseline !== undefined) {
    if (paths.length > 0) return wrong('--baseline says what a pilot would measure: leave out one of them.')
    const spread =
      deviation === undefined
        ? ({ status: 'ok', kind: 'rate', baseline } as const)
        : ({ status: 'ok', kind: 'mean', baseline, deviation } as const)
    return { status: 'options', options: { ...terms, ...said, metrics: [{ spread, ...own }] } }
  }
  if (paths.length === 0) {
    return wrong('Say --baseline, such as --baseline 10%, or name a log whose control can be measured.')
  }
  const wanted = request.metrics ?? definitions?.metrics
  const { readTable } = await import('@heddle/analysis/node')
  const { keptFor, pilotOfLog } = await import('@heddle/analysis')
  const kept = keptFor(wanted ?? {})
  const table = await whileReading(terminal, undefined, (reading) => readTable(paths, { ...reading, ...kept }))
  const pilot = pilotOfLog(table, wanted, request.experiment ?? definition?.key)
  const metrics = plannedMetrics(pilot, plan).map((metric) => ({ ...metric, ...own }))
  const { unitsPerDay } = pilot
  return {
    status: 'options',
    options: { ...terms, ...(unitsPerDay === undefined ? {} : { unitsPerDay }), ...said, metrics },
  }
}

/** What the plan fixes. */
function termsOf(plan: Plan | undefined, variants: object | undefined): Omit<PowerOptions, 'metrics'> {
  return {
    ...(variants ? { variants: Object.keys(variants).length } : {}),
    ...(plan?.alpha === undefined ? {} : { alpha: plan.alpha }),
    ...(plan ? { units: plan.units, look: plan.look ?? 'always-valid' } : {}),
    ...(plan?.looks === undefined ? {} : { looks: plan.looks }),
  }
}

/** With a plan, the metrics that it names, the one that decides first; else all. */
function plannedMetrics({ metrics }: Pilot, plan: Plan | undefined): readonly PlannedMetric[] {
  if (!plan) return metrics
  const margins = plan.guardrails ?? {}
  const primary = metrics.filter(({ metric }) => metric === plan.primary)
  const guarded = metrics.flatMap((metric) => {
    const margin = metric.metric === undefined ? undefined : margins[metric.metric]
    if (!margin) return []
    const relative = 'margin' in margin ? margin.margin : shareOfBaseline(margin.absolute, metric)
    return relative === undefined ? [] : [{ ...metric, margin: relative }]
  })
  return primary.length + guarded.length > 0 ? [...primary, ...guarded] : metrics
}

/** An amount as a share of what the pilot measured. */
function shareOfBaseline(amount: number, { spread }: PlannedMetric): number | undefined {
  return spread.status === 'ok' && spread.baseline !== 0 ? amount / Math.abs(spread.baseline) : undefined
}
