/** A lift report as a file of one of three kinds. */
import type { LiftReport } from '@heddle/analysis'
import { type Language, reportMarkdown, reportPage } from '@heddle/workbench'
import { liftSheets } from '../view/lift-sheets.js'
import { csvOf } from '../view/sheet.js'
import { emptyDocument } from './empty-document.js'

export const reportFormats = ['html', 'md', 'csv'] as const

export type ReportFormat = (typeof reportFormats)[number]

/** As a mail names it. */
export const contentTypes: { readonly [format in ReportFormat]: string } = {
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
}

export async function renderReport(report: LiftReport, format: ReportFormat, lang: Language): Promise<string> {
  switch (format) {
    case 'html':
      return reportPage(report, emptyDocument(), { lang })
    case 'md':
      return reportMarkdown(report, { lang })
    case 'csv':
      return csvOf(liftSheets(report))
  }
}
