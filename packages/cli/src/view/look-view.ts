/**
 * How far an experiment's plan is along, and whether a look decides anything now: said before any number.
 */
import type { ExperimentReport, LookReport, PlanReport } from '@heddle/analysis'
import { formatCount, formatShare } from '@heddle/analysis/view'
import { checkLines } from './check-line.js'
import type { Screen } from './screen.js'
import { plural, printable } from './text.js'

export function lookLines(
  { name, plannedUnits, units, decides }: LookReport,
  plan: PlanReport | undefined,
  screen: Screen,
): string[] {
  const planned = plural(plannedUnits, formatCount(plannedUnits), 'planned unit')
  const found = `${formatCount(units)} of ${planned} (${formatShare(units / plannedUnits)}); ${name}${termsText(plan)}`
  if (decides) return checkLines('good', 'plan', found, screen)
  return checkLines('doubtful', 'plan', `${found}. This look decides nothing: the numbers below are a preview.`, screen)
}

/** `; best decides, load is guarded; 2026-03-01 to 2026-03-14` */
function termsText(plan: PlanReport | undefined): string {
  if (!plan) return ''
  const { primary, guardrails, start, end } = plan
  const guarded = guardrails.map(printable).join(', ')
  const terms = [
    ...(primary === undefined ? [] : [`${printable(primary)} decides`]),
    ...(guardrails.length > 0 ? [`${guarded} ${guardrails.length === 1 ? 'is' : 'are'} guarded`] : []),
  ]
  const days = [...(start === undefined ? [] : [`from ${start}`]), ...(end === undefined ? [] : [`to ${end}`])]
  return [terms.join(', '), days.join(' ')].flatMap((text) => (text === '' ? [] : [`; ${text}`])).join('')
}

/** The same for many experiments: in how many the look decides. Nothing where no units were planned. */
export function manyLooksLines(experiments: readonly ExperimentReport[], screen: Screen): string[] {
  const looks = experiments.flatMap(({ look }) => look ?? [])
  const [first] = looks
  if (!first) return []
  const deciding = looks.filter(({ decides }) => decides).length
  const found =
    `${first.name}, ${formatCount(first.plannedUnits)} planned units in each experiment; the look decides in ` +
    `${formatCount(deciding)} of ${formatCount(looks.length)}`
  if (deciding === looks.length) return checkLines('good', 'plan', found, screen)
  return checkLines(
    'doubtful',
    'plan',
    `${found}. In the others the numbers are a preview, and counted all the same.`,
    screen,
  )
}

/** What the numbers of such a plan hold for, as a sentence under the methods. */
export function lookMeaning({ name }: LookReport): string {
  if (name.startsWith('always valid')) {
    return 'Always valid: intervals and p-values hold at all looks together, however often one looks.'
  }
  if (name === 'group sequential') {
    return 'Group sequential: intervals and p-values hold at the planned looks together, and only there.'
  }
  return 'Fixed horizon: intervals and p-values hold for one look, when the planned units are there.'
}
