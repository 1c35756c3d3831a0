/** Which share of the clicks fell on each of some goals. */
import type { ShareReport } from '@heddle/analysis'
import {
  endsText,
  estimateText,
  formatCount,
  formatP,
  formatShare,
  nothing,
  printable,
  scaleOf,
} from '@heddle/analysis/view'
import type { Interval } from '@heddle/stats'
import { notes, section, tableElement } from '../../html/parts.js'
import { figure } from '../../plots/figure.js'
import { forestOptions } from '../../plots/forest.js'
import type { TextTable } from '../../say/said.js'
import { type Drawing, experimentIn, type View } from './view.js'

export const shareDrawn: View = {
  choices: 'goals',
  uses: [],
  question: (state, catalogue, page) => {
    const { goals, from, to } = state
    if (catalogue.goals.length === 0) return { missing: page.noGoals }
    if (new Set(goals).size < 2) return { missing: page.chooseGoals }
    return { ask: 'share', goals, experiment: experimentIn(state, catalogue), from, to }
  },
  draw: (answer, drawing) => {
    const { scene, page } = drawing
    if (!('groups' in answer) || !('goals' in answer)) return scene.make('p')
    const title = page.share.title(answer.goals.map(printable).join(', '))
    return scene.make(
      'div',
      { class: 'lift' },
      section(
        scene,
        { name: 'card', level: 2, title, id: 'share' },
        ...shareFigures(answer, drawing),
        tableElement(sharesTable(answer, drawing), scene),
        ...(answer.comparisons.length > 0
          ? [scene.make('h3', {}, page.share.compared), tableElement(comparedTable(answer, drawing), scene)]
          : []),
        notes([printable(answer.method)], scene, 'en'),
      ),
    )
  },
}

const shareScale = { factor: 100, suffix: ' pp' } as const

const shareText = (share: Interval) =>
  share.status === 'ok'
    ? `${formatShare(share.estimate)} [${formatShare(share.low).slice(0, -2)}, ${formatShare(share.high).slice(0, -2)}]`
    : nothing

/** A goal by itself, its variants under each other; all goals on one scale. */
function shareFigures({ goals, groups }: ShareReport, { scene, page }: Drawing): HTMLElement[] {
  const scale = scaleOf(groups.flatMap(({ shares }) => shares.map(({ share }) => share)))
  if (!scale) return []
  const tick = (value: number) => `${Math.round(value * 100)} %`
  return goals.flatMap((goal, place) => {
    const rows = groups.flatMap(({ variant, shares }, colour) => {
      const share = shares[place]?.share
      if (!share) return []
      const name = variant === undefined ? page.share.everybody : printable(variant)
      return [
        { name, interval: share, text: shareText(share), colour: variant === undefined ? 1 : colour, strong: true },
      ]
    })
    const label = `${printable(goal)}: ${rows.map(({ name, text }) => `${name} ${text}`).join('; ')}`
    const drawn = { rows, scale: { low: 0, high: scale.high * 1.04 }, tick }
    return [scene.make('h3', {}, printable(goal)), figure(scene, label, (canvas) => forestOptions(drawn, canvas))]
  })
}

const sharesTable = ({ goals, groups }: ShareReport, { page }: Drawing): TextTable => ({
  head: [page.share.goal, page.share.of, page.share.clickers, page.share.clicks, page.share.share, '95 %'],
  rows: goals.flatMap((goal, place) =>
    groups.map(({ variant, clickers, shares }) => {
      const { clicks = 0, share } = shares[place] ?? {}
      const [estimate = nothing, ends = nothing] = share?.status === 'ok' ? shareText(share).split(/ (?=\[)/) : []
      const who = variant === undefined ? page.share.everybody : printable(variant)
      return { cells: [printable(goal), who, formatCount(clickers), formatCount(clicks), estimate, ends] }
    }),
  ),
})

const comparedTable = ({ comparisons }: ShareReport, { page, texts }: Drawing): TextTable => ({
  head: [page.share.goal, page.share.of, texts.metric.head.difference, '95 %', texts.metric.head.adjusted],
  rows: comparisons.map(({ goal, variant, difference, adjustedPValue }) => {
    const ends = endsText(difference, shareScale, 1)
    return {
      cells: [
        ...[printable(goal), printable(variant), estimateText(difference, shareScale, 1)],
        ...[ends ? `[${ends.low}, ${ends.high}]` : nothing, formatP(adjustedPValue)],
      ],
    }
  }),
})
