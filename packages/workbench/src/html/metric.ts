/** One metric: what it says in a sentence, its intervals drawn and in a table, its guardrails, segments and steps. */
import type { ComparisonReport, MetricReport } from '@heddle/analysis'
import {
  estimateText,
  formatCount,
  formsOf,
  levelText,
  liftScale,
  printable,
  type Scale,
  scaleOf,
} from '@heddle/analysis/view'
import { figure } from '../plots/figure.js'
import { type ForestRow, forestOptions, roomy, tickOf } from '../plots/forest.js'
import { funnelOptions } from '../plots/funnel.js'
import { guardrailsSaid } from '../say/guardrail.js'
import {
  findingSaid,
  intervalText,
  kindText,
  type MetricContext,
  metricNotes,
  metricTable,
  metricWarnings,
  wayOf,
} from '../say/metric.js'
import { heterogeneitySaid, segmentForm, segmentRows, segmentTable } from '../say/segments.js'
import { stepsReached, stepTable } from '../say/steps.js'
import type { Scene } from './elements.js'
import { checkList, kept, legend, notes, section, tableElement } from './parts.js'

/** Of all metrics of an experiment. */
export interface MetricSetting extends MetricContext {
  /** On which every lift of the experiment is drawn; undefined where there is none. */
  readonly scale: Scale | undefined
  /** Begins the ids of this experiment. */
  readonly prefix: string
}

export function metricElement(
  name: string,
  metric: MetricReport,
  setting: MetricSetting,
  id: string,
  scene: Scene,
): HTMLElement {
  const { make } = scene
  const { texts, decides, trusted } = setting
  const guardrails = guardrailsSaid(metric, decides, texts)
  return make(
    'section',
    { class: 'metric card', 'aria-labelledby': `${setting.prefix} ${id}` },
    make('h3', { id }, printable(name), ' ', make('small', {}, kindText(name, metric, setting))),
    ...metric.comparisons.map((comparison) =>
      make(
        'p',
        { class: trusted && decides ? `finding ${wayOf(comparison, setting.alpha)}` : 'finding' },
        kept(findingSaid(name, metric, comparison, setting)),
      ),
    ),
    liftFigure(name, metric, setting, scene),
    tableElement(metricTable(metric, setting), scene, { class: 'numbers' }),
    guardrails.length > 0 ? checkList(guardrails, texts, scene) : undefined,
    notes(metricNotes(metric, setting), scene),
    notes(metricWarnings(metric, setting), scene),
    stepsElement(name, metric, setting, id, scene),
    segmentsElement(name, metric, setting, id, scene),
  )
}

function liftFigure(
  name: string,
  metric: MetricReport,
  { scale, texts, variants, alpha, decides, trusted }: MetricSetting,
  scene: Scene,
): HTMLElement | undefined {
  if (scale === undefined || metric.comparisons.length === 0) return undefined
  const { lift: form } = formsOf(metric)
  const rows = metric.comparisons.map((comparison): ForestRow => {
    const { variant, lift } = comparison
    return {
      name: printable(variant),
      interval: lift,
      text: `${estimateText(lift, form.scale, form.decimals)} ${intervalText(lift, form, texts)}`,
      colour: Math.max(variants.indexOf(variant), 0),
      strong: decides && trusted && ['up', 'down'].includes(wayOf(comparison, alpha)),
    }
  })
  const label = `${texts.metric.chart(printable(name), levelText(alpha))} ${rows.map((row) => `${row.name}: ${row.text}`).join('; ')}`
  const tick = tickOf(liftScale.factor, liftScale.suffix)
  return figure(scene, label, (canvas) => forestOptions({ rows, scale, tick }, canvas))
}

function stepsElement(
  name: string,
  metric: MetricReport,
  { texts, variants, prefix }: MetricSetting,
  within: string,
  scene: Scene,
): HTMLElement | undefined {
  const { steps = [] } = metric
  if (steps.length === 0) return undefined
  const { steps: words } = texts
  const reached = stepsReached(metric, variants)
  return section(
    scene,
    { name: 'steps', level: 4, title: words.title, id: `${within}-steps`, within: `${prefix} ${within}` },
    legend(variants.map(printable), scene),
    figure(scene, words.chart(printable(name)), (canvas) =>
      funnelOptions({ steps: reached, variants, lost: words.lost }, canvas),
    ),
    tableElement(stepTable(metric, variants, texts), scene),
    notes([words.note], scene),
  )
}

function segmentsElement(
  name: string,
  metric: MetricReport,
  setting: MetricSetting,
  within: string,
  scene: Scene,
): HTMLElement | undefined {
  const { texts, segmentedBy, variants, control, prefix } = setting
  const rows = segmentRows(metric)
  if (segmentedBy === undefined || rows === 0) return undefined
  const { segments: words } = texts
  const several = metric.comparisons.length > 1
  const drawn = metric.comparisons.flatMap((comparison) => [
    scene.make('p', { class: 'finding' }, heterogeneitySaid(comparison, segmentedBy, texts)),
    several
      ? scene.make('p', { class: 'pair' }, `${printable(comparison.variant)} / ${printable(control)}`)
      : undefined,
    segmentsFigure(comparison, metric, words.chart(printable(name), printable(segmentedBy)), texts, variants, scene),
    tableElement(segmentTable(comparison, metric, setting), scene),
  ])
  const title = words.title(printable(segmentedBy))
  return section(
    scene,
    { name: 'segments', level: 4, title, id: `${within}-segments`, within: `${prefix} ${within}` },
    ...drawn,
    notes([words.family(formatCount(rows))], scene),
  )
}

function segmentsFigure(
  { variant, segments = [], heterogeneity }: ComparisonReport,
  metric: MetricReport,
  label: string,
  texts: MetricSetting['texts'],
  variants: readonly string[],
  scene: Scene,
): HTMLElement | undefined {
  const form = segmentForm(metric)
  const pooled = heterogeneity?.status === 'ok' ? heterogeneity.pooled : undefined
  const shown = segments.map(({ segment, shrunken, difference }) => ({
    name: printable(segment),
    shrunken,
    difference,
  }))
  const scale = scaleOf([
    ...shown.flatMap(({ shrunken, difference }) => [shrunken, difference]),
    ...(pooled ? [pooled] : []),
  ])
  if (scale === undefined) return undefined
  const colour = Math.max(variants.indexOf(variant), 0)
  const textOf = (interval: ComparisonReport['difference']) =>
    `${estimateText(interval, form.scale, form.decimals)} ${intervalText(interval, form, texts)}`
  const rows: ForestRow[] = [
    ...shown.map(({ name, shrunken, difference }) => {
      const most = shrunken.status === 'undefined' ? difference : shrunken
      return { name, interval: most, behind: difference, text: textOf(most), colour, strong: true }
    }),
    ...(pooled
      ? [{ name: texts.segments.pooled, interval: pooled, text: textOf(pooled), colour: 0, strong: false }]
      : []),
  ]
  const tick = tickOf(form.scale.factor, form.scale.suffix)
  return figure(scene, label, (canvas) => forestOptions({ rows, scale: roomy(scale), tick }, canvas))
}
