/** The steps of a funnel: a bar for each variant, so that the eye compares variants at a step and follows one down. */
import { formatShare } from '@heddle/analysis/view'
import type { StepReached } from '../say/steps.js'
import type { Canvas } from './figure.js'
import { shortened } from './forest.js'
import { type PlotOptions, rect, ruleX, text } from './plot.js'

export interface Funnel {
  readonly steps: readonly StepReached[]
  /** In the order of their colours. */
  readonly variants: readonly string[]
  readonly lost: (share: string) => string
}

const barHeight = 18

export function funnelOptions({ steps, variants, lost }: Funnel, { isNarrow }: Canvas): PlotOptions {
  const known = steps.flatMap((step) => (step.share === undefined ? [] : [{ ...step, share: step.share }]))
  type Known = (typeof known)[number]
  const row = ({ place, variant }: Known) =>
    (place - 1) * (variants.length + (isNarrow ? 1.6 : 0.8)) + variants.indexOf(variant)
  const rows = Math.max(...known.map(row), 0) + 1
  const top = isNarrow ? 1.1 : 0.2
  const first = known.filter(({ variant }) => variant === variants[0])
  const middle = (step: Known) => row(step) + (variants.length - 1) / 2 + 0.5
  return {
    marginLeft: isNarrow ? 8 : 190,
    marginRight: isNarrow ? 100 : 130,
    marginTop: 4,
    marginBottom: 8,
    height: (rows + top) * barHeight + 12,
    x: { domain: [0, Math.max(...known.map(({ share }) => share), 1e-9)], axis: null },
    y: { domain: [-top, rows], reverse: true, axis: null },
    marks: [
      ...known.map((step) =>
        rect([step], {
          x1: 0,
          x2: 'share',
          y1: () => row(step) + 0.06,
          y2: () => row(step) + 0.94,
          fill: `var(--dye-${Math.max(variants.indexOf(step.variant), 0) % 6})`,
          className: 'bar',
        }),
      ),
      ruleX([0], { className: 'axis' }),
      text(known, {
        x: 'share',
        y: (step: Known) => row(step) + 0.5,
        dx: 6,
        textAnchor: 'start',
        text: ({ share, lost: gone, place }: Known) =>
          `${formatShare(share)}${gone === undefined || place === 1 ? '' : `  ${lost(formatShare(gone))}`}`,
        className: 'number',
      }),
      text(first, {
        frameAnchor: 'left',
        y: isNarrow ? row : middle,
        dx: isNarrow ? 2 : -16,
        textAnchor: isNarrow ? 'start' : 'end',
        lineAnchor: isNarrow ? 'bottom' : 'middle',
        text: ({ place, goal }: Known) => `${place} ${shortened(goal, 22)}`,
        className: 'name',
      }),
    ],
  }
}
