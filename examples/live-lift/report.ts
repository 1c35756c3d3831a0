/**
 * The whole report as nodes: checks first, then what each metric is worth.
 * Draws what it is given and keeps nothing; `settle.ts` puts it on the page.
 */
import type { ExperimentReport, LiftReport } from '@heddle/analysis'
import { checks, isSplitWrong } from './checks.js'
import { scaleOf } from './interval.js'
import { metric } from './metric.js'
import { changing, html } from './node.js'
import { count } from './words.js'

export function report({ experiments, summary }: LiftReport): readonly Element[] {
  if (experiments.length === 0)
    return [
      html('p', { class: 'nothing' }, 'No events yet. The first visitor who agrees and sees a layout appears here.'),
    ]
  return experiments.map((each) => experiment(each, summary.alpha))
}

/** How much the log holds, in one line; broken lines are named, since a log that cannot be read tells half the story. */
export function counts({ log }: LiftReport): readonly Node[] {
  if (!log) return []
  const { events, broken } = log
  const parts: Node[] = [changing(count(events)), document.createTextNode(events === 1 ? ' event' : ' events')]
  return broken.count === 0 ? parts : [...parts, html('b', {}, ` · ${count(broken.count)} lines cannot be read`)]
}

function experiment({ experiment, control, checks: checked, metrics }: ExperimentReport, alpha: number): Element {
  const all = Object.entries(metrics)
  const scale = scaleOf(all.flatMap(([, { comparisons }]) => comparisons.map(({ lift }) => lift)))
  return html(
    'article',
    { 'data-name': experiment, class: isSplitWrong(checked) ? 'distrusted' : 'trusted' },
    html('h2', {}, experiment, html('small', {}, `compared with ${control}`)),
    checks(checked),
    ...all.map(([name, each]) => metric(name, each, { control, alpha, scale })),
  )
}
