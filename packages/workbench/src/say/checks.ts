/**
 * The checks of one experiment, which are read before any number: did the variants get their shares of units, were events
 * lost alike, did every event arrive, did a unit meet two variants.
 */
import type { Checks, DeliveryReport, LossReport, SampleRatioReport } from '@heddle/analysis'
import { crossedShare, formatCount, formatShare, printable, sampleRatioLevels, sentenceP } from '@heddle/analysis/view'
import type { Texts } from '../texts/texts.js'
import type { Said, TextTable, Verdict } from './said.js'

/** All checks that the report has; a table has fewer than a log. */
export function checksSaid(checks: Checks, control: string, texts: Texts): readonly Said[] {
  const { sampleRatio, loss, delivery, crossover } = checks
  return [
    ...sampleRatioSaid(sampleRatio, control, texts),
    ...(loss ? lossSaid(loss, texts) : []),
    ...(delivery ? [deliverySaid(delivery, texts)] : []),
    ...(crossover ? [crossoverSaid(checks, crossover.units, texts)] : []),
  ]
}

function verdictOf(pValue: number): Verdict {
  if (pValue < sampleRatioLevels.broken) return 'bad'
  return pValue < sampleRatioLevels.doubtful ? 'doubtful' : 'good'
}

function sampleRatioSaid(report: SampleRatioReport, control: string, texts: Texts): Said[] {
  const words = texts.checks
  const said = (verdict: Verdict, text: string) => ({ verdict, name: words.sampleRatio, text })
  const warnings = (report.warnings ?? []).map((warning) => said('doubtful', texts.fromAnalysis(printable(warning))))
  const shares = sharesText(report, control, texts)
  if (report.status === 'undefined') {
    return [said('doubtful', words.notChecked(texts.fromAnalysis(printable(report.reason)), shares)), ...warnings]
  }
  const p = sentenceP(report.pValue)
  const table = sharesTable(report, control, texts)
  switch (verdictOf(report.pValue)) {
    case 'good':
      return [said('good', words.sampleRatioGood(shares, p)), ...warnings]
    case 'doubtful':
      return [{ ...said('doubtful', words.sampleRatioDoubtful(p)), table }, ...warnings]
    case 'bad':
      return [{ ...said('bad', words.sampleRatioBroken(p)), table }, ...warnings]
  }
}

/** `control: 998 (49.9 %), bestFirst: 1,002 (50.1 %)` */
function sharesText(report: SampleRatioReport, control: string, texts: Texts): string {
  const total = sum(report.observed)
  return texts.checks.list(
    controlFirst(report.observed, control).map(
      ([variant, units]) =>
        `${printable(variant)}: ${formatCount(units)} (${formatShare(total > 0 ? units / total : 0)})`,
    ),
  )
}

function sharesTable(
  { observed, expected }: Extract<SampleRatioReport, { status: 'ok' }>,
  control: string,
  texts: Texts,
): TextTable {
  const total = sum(observed)
  return {
    head: texts.checks.sharesHead,
    rows: controlFirst(observed, control).map(([variant, units], place) => {
      const planned = expected[variant] ?? 0
      const shares = [
        formatCount(units),
        formatShare(units / total),
        formatCount(planned),
        formatShare(planned / total),
      ]
      return { cells: [printable(variant), ...shares], variant: place }
    }),
  }
}

/** Nothing where nothing is missing. */
function lossSaid(report: LossReport, texts: Texts): Said[] {
  const words = texts.checks
  const all = Object.entries(report.variants)
  if (all.every(([, { missing }]) => missing === 0)) return []
  const shares = words.list(
    all.map(([variant, { streams, missing }]) => {
      const share = formatShare(streams > 0 ? missing / streams : 0, 2)
      return words.lossOf(printable(variant), formatCount(missing), formatCount(streams), share)
    }),
  )
  const said = (verdict: Verdict, text: string) => ({ verdict, name: words.loss, text })
  if (report.status === 'undefined')
    return [said('doubtful', words.lossUndefined(texts.fromAnalysis(printable(report.reason)), shares))]
  const p = sentenceP(report.pValue)
  const warnings = (report.warnings ?? []).map((warning) => said('doubtful', texts.fromAnalysis(printable(warning))))
  const verdict = verdictOf(report.pValue)
  const sentence = { good: words.lossGood, doubtful: words.lossDoubtful, bad: words.lossBroken }[verdict]
  return [said(verdict, sentence(shares, p)), ...warnings]
}

/** The same for the whole log and for one experiment of it; only the latter knows variants. */
export function deliverySaid(
  delivery: Omit<DeliveryReport, 'variants'> & Partial<Pick<DeliveryReport, 'variants'>>,
  { checks: words }: Texts,
): Said {
  const { issued, received, dropped, lost, open, repeated, variants = {} } = delivery
  const some = (count: number) => (count > 0 ? formatCount(count) : undefined)
  const text = words.delivered({
    issued: formatCount(issued),
    received: formatCount(received),
    dropped: some(dropped),
    lost: lost > 0 ? { count: formatCount(lost), share: formatShare(lost / issued, 2) } : undefined,
    open: open > 0 && open === lost ? 'all' : some(open),
    repeated: some(repeated),
  })
  if (lost === 0) return { verdict: 'good', name: words.delivery, text }
  const lossOf = Object.entries(variants).map(([variant, loss]) => {
    const share = formatShare(loss.issued > 0 ? loss.lost / loss.issued : 0, 2)
    return `${printable(variant)}: ${formatCount(loss.lost)} (${share})`
  })
  const by = lossOf.length > 0 ? ` ${words.lostBy(words.list(lossOf))}` : ''
  return { verdict: 'doubtful', name: words.delivery, text: `${text}${by}` }
}

function crossoverSaid(checks: Checks, units: number, { checks: words }: Texts): Said {
  const { share, isBroken } = crossedShare(checks)
  const text = words.crossed(units, formatCount(units))
  if (isBroken)
    return { verdict: 'bad', name: words.crossover, text: `${text} ${words.idsDoNotLast(formatShare(share))}` }
  return { verdict: units === 0 ? 'good' : 'doubtful', name: words.crossover, text }
}

function controlFirst(counts: { readonly [variant: string]: number }, control: string): [string, number][] {
  const all = Object.entries(counts)
  return [...all.filter(([variant]) => variant === control), ...all.filter(([variant]) => variant !== control)]
}

const sum = (counts: { readonly [variant: string]: number }) =>
  Object.values(counts).reduce((total, count) => total + count, 0)
