/** Whether a metric that must not get worse did not. */
import type { GuardrailReport, MetricReport } from '@heddle/analysis'
import { formatShare, printable, sentenceP } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import type { Said } from './said.js'

/** @param decides whether the look allows to conclude anything; if not, the verdict is a preview */
export function guardrailsSaid({ comparisons }: MetricReport, decides: boolean, texts: Texts): readonly Said[] {
  return comparisons.flatMap(({ variant, guardrail }) =>
    guardrail ? [verdictSaid(printable(variant), guardrail, decides, texts)] : [],
  )
}

function verdictSaid(
  variant: string,
  report: GuardrailReport,
  decides: boolean,
  { guardrail: words, fromAnalysis }: Texts,
): Said {
  const said = (verdict: Said['verdict'], text: string): Said => ({ verdict, name: words.title, text })
  if (report.status === 'undefined')
    return said('doubtful', words.undefined(variant, fromAnalysis(printable(report.reason))))
  const { margin, good, verdict, pValue, power, chosenBy } = report
  const size =
    'relative' in margin
      ? words.ofControl(String(Number((margin.relative * 100).toPrecision(6))))
      : String(margin.absolute)
  const shown = words.margin(size, good, chosenBy === 'default')
  const preview = decides ? '' : words.preview
  switch (verdict) {
    case 'non-inferior':
      return said(decides ? 'good' : 'doubtful', `${words.nonInferior(variant, shown, sentenceP(pValue))}${preview}`)
    case 'inferior':
      return said('bad', `${words.inferior(variant, shown)}${preview}`)
    case 'undecided':
      return said('doubtful', `${words.undecided(variant, shown, formatShare(power, 0))}${preview}`)
  }
}
