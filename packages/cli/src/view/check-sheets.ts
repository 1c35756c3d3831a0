/**
 * What became of the events of a log, as tables: in all, by browser, by client, by variant. Pure.
 */
import type { CheckReport, Fate } from '@heddle/analysis'
import { sentenceP } from '@heddle/analysis/view'
import type { Sheet, SheetColumn } from './sheet.js'

const counts = ['streams', 'issued', 'received', 'repeated', 'dropped', 'missing', 'open'] as const

const columns: readonly SheetColumn[] = [
  { name: 'name', is: 'text' },
  ...counts.map((name) => ({ name, is: 'count' }) as const),
]

export function checkSheets({ total, browsers, clients, experiments }: CheckReport): readonly Sheet[] {
  return [
    sheetOf('all', { log: total }),
    sheetOf('browser', browsers),
    sheetOf('client', clients),
    ...experiments.map(({ experiment, variants, loss }) =>
      sheetOf(
        'variant',
        variants,
        experiment,
        loss.status === 'ok' ? [`Loss alike in all variants: ${sentenceP(loss.pValue)}.`] : [],
      ),
    ),
  ]
}

function sheetOf(
  by: string,
  fates: { readonly [name: string]: Fate },
  experiment = '',
  notes: readonly string[] = [],
): Sheet {
  const rows = Object.entries(fates).map(([name, fate]) => [name, ...counts.map((count) => fate[count])])
  return { about: { by, experiment }, notes, columns, rows }
}
