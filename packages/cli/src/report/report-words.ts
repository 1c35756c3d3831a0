/** What the words of `heddle report` ask for, beside the comparisons themselves. Pure. */

import type { Language } from '@heddle/workbench'
import { listOf, type Options, textOf } from '../command.js'
import type { ReportFormat } from './render-report.js'

export type ReadReportWords = ReportWords | { readonly status: 'wrong'; readonly sentence: string }

export interface ReportWords {
  readonly status: 'words'
  readonly format: ReportFormat
  readonly lang: Language
  readonly out?: string
  /** Addresses; empty if it is not mailed. */
  readonly mail: readonly string[]
}

const endings: { readonly [ending: string]: ReportFormat } = { html: 'html', htm: 'html', md: 'md', csv: 'csv' }

export function readReportWords(options: Options): ReadReportWords {
  const out = textOf(options, 'out')
  const given = textOf(options, 'format')
  const ending = /\.(\w+)$/.exec(out ?? '')?.[1]?.toLowerCase() ?? ''
  const byEnding = Object.hasOwn(endings, ending) ? endings[ending] : undefined
  const format = endings[given ?? ''] ?? byEnding ?? 'html'
  const mail = listOf(options, 'mail').flatMap((text) => text.split(',').map((address) => address.trim()))
  // A line break in an address would be a line of the letter's head.
  const strange = mail.find((address) => !/^[^\s<>@]+@[^\s<>@]+$/.test(address))
  if (strange !== undefined) {
    return { status: 'wrong', sentence: `--mail is an address such as team@example.com; got "${strange}".` }
  }
  return {
    ...{ status: 'words', format, mail, lang: options.lang === 'zh' ? 'zh' : 'en' },
    ...(out === undefined ? {} : { out }),
  }
}
