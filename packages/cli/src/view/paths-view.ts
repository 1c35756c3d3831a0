/**
 * What visitors did around a step, as text: the most common paths, then where they left; a pair of columns for each variant.
 * Pure: a report and a screen in, a text out.
 */
import type { Count, PathCount, PathsGroup, PathsReport } from '@heddle/analysis'
import { formatCount, formatShare } from '@heddle/analysis/view'
import type { Screen } from './screen.js'
import { singleLines } from './single-visits-view.js'
import { type Column, fittedLines, textTable } from './table.js'
import { plural, printable, shorten, wrap } from './text.js'
import { titleOf } from './title.js'

/** The whole text, ending in a line break. */
export function pathsView(report: PathsReport, screen: Screen): string {
  const parts = [
    titleLines(report, screen),
    pathLines(report, screen),
    leftLines(report, screen),
    ...singleLines(report, screen),
    meaningLines(report, screen),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n')}\n`
}

function titleLines({ step, direction, experiment, groups }: PathsReport, screen: Screen): string[] {
  const { paint, width } = screen
  const visitors = groups.reduce((sum, group) => sum + group.visitors, 0)
  const who = plural(visitors, formatCount(visitors), experiment === undefined ? 'visitor' : 'unit')
  const found = `${who} reached ${printable(step)}; what they did ${direction} it in that visit`
  if (experiment === undefined) return wrap(found, width).map(paint.strong)
  return [...titleOf(experiment, screen), ...wrap(found, width)]
}

function pathLines(report: PathsReport, screen: Screen): string[] {
  const { groups, direction } = report
  const [first] = groups
  if (!first || first.paths.length === 0) return []
  const others = groups.some(({ otherPaths }) => otherPaths.visitors > 0)
  const rows = [
    ...first.paths.map((path, index) => [pathText(path, report), ...cells(groups, (group) => group.paths[index])]),
    ...(others ? [['all other paths', ...cells(groups, ({ otherPaths }) => otherPaths)]] : []),
  ]
  return countTable(direction === 'after' ? 'then' : 'before', groups, rows, screen)
}

function leftLines({ groups, step, without }: PathsReport, screen: Screen): string[] {
  const [first] = groups
  if (!first?.left || first.left.last.length === 0) return []
  const left = groups.reduce((sum, group) => sum + (group.left?.visitors ?? 0), 0)
  const title =
    without === undefined
      ? 'the last goal of the visit'
      : `the last goal of the ${formatCount(left)} who left without ${printable(without)}`
  const rows = first.left.last.map(({ goal }, index) => [
    goal === step ? `${printable(goal)} itself` : printable(goal),
    ...cells(groups, ({ left }) => left?.last[index]),
  ])
  return [screen.paint.strong(title), ...countTable('last', groups, rows, screen, ({ left }) => left?.visitors ?? 0)]
}

function countTable(
  head: string,
  groups: readonly PathsGroup[],
  rows: readonly string[][],
  screen: Screen,
  allOf = ({ visitors }: PathsGroup) => visitors,
): string[] {
  const room = Math.max(Math.floor(screen.width - groups.length * 22), 20)
  const columns: Column[] = [
    { head, align: 'left' },
    ...groups.flatMap((group): Column[] => [
      { head: group.variant === undefined ? 'visitors' : printable(group.variant), align: 'right', goes: 1 },
      { head: `of ${formatCount(allOf(group))}`, align: 'right' },
    ]),
  ]
  return fittedLines(
    textTable(
      columns,
      rows.map(([name = '', ...rest]) => [shorten(name, room), ...rest]),
    ),
    screen,
  )
}

function cells(groups: readonly PathsGroup[], of: (group: PathsGroup) => Count | undefined): string[] {
  return groups.flatMap((group) => {
    const { visitors, share } = of(group) ?? { visitors: 0, share: 0 }
    return [formatCount(visitors), formatShare(share)]
  })
}

/** `→ best → order → end of the visit` or `start of the visit → best →`. */
function pathText({ goals, whole }: PathCount, { direction }: PathsReport): string {
  const names = goals.map(printable)
  if (direction === 'after') return ['', ...names, ...(whole ? ['end of the visit'] : [])].join(' → ').trimStart()
  return [...(whole ? ['start of the visit'] : []), ...names, ''].join(' → ').trimEnd()
}

function meaningLines({ steps, direction, experiment }: PathsReport, { paint, width }: Screen): string[] {
  const who = experiment === undefined ? 'A visitor' : 'A unit'
  const since = experiment === undefined ? '' : ' Goals count from the first exposure on.'
  const text =
    `${who} counts once, by the first visit with the step. Paths are cut at ${plural(steps, formatCount(steps), 'goal')} ` +
    `${direction} it.${since} Shares are counts, not estimates: heddle lift says what is more than chance.`
  return wrap(text, width).map(paint.faint)
}
