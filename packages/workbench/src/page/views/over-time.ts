/** The always-valid interval of each lift, day by day. */
import type { LiftReport } from '@heddle/analysis'
import {
  estimateText,
  formatCount,
  formsOf,
  nothing,
  partsOf,
  printable,
  type Scale,
  scaleOf,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import { notes, section, tableElement } from '../../html/parts.js'
import { type CoursePoint, courseOptions } from '../../plots/course.js'
import { figure } from '../../plots/figure.js'
import { tickOf } from '../../plots/forest.js'
import { intervalText } from '../../say/metric.js'
import type { Texts } from '../../texts/texts.js'
import type { OverTime } from '../../worker/messages.js'
import { type Drawing, liftPart, type View } from './view.js'

export const overTimeDrawn: View = {
  choices: 'none',
  uses: ['metrics', 'planned'],
  question: (state, catalogue, page) =>
    catalogue.days.length < 2
      ? { missing: page.overTime.oneDay }
      : { ask: 'over-time', ...liftPart(state), segment: undefined },
  draw: (answer, drawing) => {
    const { scene, page, texts } = drawing
    if (!('days' in answer)) return scene.make('p')
    const courses = coursesOf(answer)
    if (courses.length === 0) return scene.make('p', { class: 'nothing' }, page.overTime.nothing)
    return scene.make(
      'div',
      { class: 'lift' },
      notes([page.overTime.note, ...unfedSaid(answer, texts)], scene),
      ...courses.map((course, place) => courseElement(course, place, drawing)),
    )
  },
}

/** As the lift says it: a metric of which the log has no event has no course either. */
function unfedSaid({ days }: OverTime, { log: words }: Texts): string[] {
  const { unfedMetrics = [], goals = [] } = days.at(-1)?.report.log ?? {}
  if (unfedMetrics.length === 0) return []
  const names = (list: readonly string[]) => list.map(printable).join(', ')
  return [words.unfed(names(unfedMetrics), goals.length === 0 ? undefined : names(goals))]
}

interface Course {
  readonly experiment: string
  readonly metric: string
  readonly variant: string
  /** That of the last day. */
  readonly report: LiftReport['experiments'][number]['metrics'][string]
  readonly days: readonly { readonly day: string; readonly lift: Interval | undefined; readonly units: number }[]
}

/** By experiment, metric and variant of the last day. */
function coursesOf({ days }: OverTime): Course[] {
  const last = days.at(-1)?.report.experiments ?? []
  return last.flatMap(({ experiment, metrics }) =>
    Object.entries(metrics).flatMap(([metric, report]) =>
      report.comparisons.map(({ variant }) => ({
        ...{ experiment, metric, variant, report },
        days: days.map(({ day, report: then }) => {
          const found = then.experiments.find((one) => one.experiment === experiment)?.metrics[metric]
          const lift = found?.comparisons.find((one) => one.variant === variant)?.lift
          const units = Object.values(found?.variants ?? {}).reduce((sum, { n }) => sum + n, 0)
          return { day, lift, units }
        }),
      })),
    ),
  )
}

function courseElement(
  { metric, variant, report, days }: Course,
  place: number,
  { scene, texts, page }: Drawing,
): HTMLElement {
  const { lift: form } = formsOf(report)
  const scale = scaleNear(days.flatMap(({ lift }) => lift ?? []))
  const points = scale ? days.map(({ day, lift }) => pointOf(day, lift, scale)) : []
  const title = page.overTime.title(printable(metric), printable(variant))
  const tick = tickOf(form.scale.factor, form.scale.suffix)
  return section(
    scene,
    { name: 'card', level: 2, title, id: `course-${place + 1}` },
    scale ? figure(scene, title, (canvas) => courseOptions({ points, scale, tick }, canvas)) : undefined,
    tableElement(
      {
        head: [page.overTime.day, page.overTime.units, texts.metric.head.lift, texts.metric.head.interval('95 %')],
        rows: days.map(({ day, lift, units }) => ({
          cells: [
            day,
            formatCount(units),
            lift ? estimateText(lift, form.scale, form.decimals) : nothing,
            lift ? intervalText(lift, form, texts) : nothing,
          ],
        })),
      },
      scene,
    ),
  )
}

/** What the later days need: the first ones know nearly nothing, and would make all others a line. */
function scaleNear(lifts: readonly Interval[]): Scale | undefined {
  const later = scaleOf(lifts.slice(Math.floor(lifts.length / 3)))
  if (!later) return undefined
  const room = (later.high - later.low) * 0.1
  return { low: Math.max(later.low, -1.5) - room, high: Math.min(later.high, 3) + room }
}

function pointOf(day: string, lift: Interval | undefined, { low, high }: Scale): CoursePoint {
  const within = (value: number) => Math.min(Math.max(value, low), high)
  const date = new Date(`${day}T00:00:00Z`)
  if (!lift || lift.status === 'undefined') return { date, low, high, estimate: Number.NaN }
  const parts = partsOf(lift)
  const [from, to] = [parts[0]?.[0] ?? low, parts.at(-1)?.[1] ?? high]
  const { estimate } = lift
  const shown = estimate !== undefined && estimate >= low && estimate <= high ? estimate : Number.NaN
  return { date, low: within(from), high: within(to), estimate: shown }
}
