/**
 * A report as one file: no request, no script, and a policy that allows none. It opens from a disk, a mail or a wiki, and
 * prints.
 */
import type { LiftReport } from '@heddle/analysis'
import { printable } from '@heddle/analysis/view'
import { makeIn } from '../html/elements.js'
import { type LiftViewOptions, liftElement } from '../html/lift.js'
import { colours } from '../style/colours.js'
import { liftStyle } from '../style/lift-style.js'
import { reportStyle } from '../style/report-style.js'
import { languages } from '../texts/languages.js'
import { policy } from './policy.js'

export interface ReportPageOptions extends LiftViewOptions {
  /** Of the page; the names of the experiments unless given. */
  readonly title?: string
}

/**
 * The text of the file.
 *
 * @param document an HTML document that is empty; it becomes the report
 * @example await writeFile('report.html', await reportPage(report, parseHTML('<!doctype html><html></html>').document))
 */
export async function reportPage(
  report: LiftReport,
  document: Document,
  options: ReportPageOptions = {},
): Promise<string> {
  const { lang = 'en', title = titleOf(report, languages[lang].title) } = options
  const texts = languages[lang]
  const make = makeIn(document)
  const style = `${colours}${liftStyle}${reportStyle}`
  const head = make(
    'head',
    {},
    make('meta', { charset: 'utf-8' }),
    make('meta', { 'http-equiv': 'Content-Security-Policy', content: await policy({ styles: [style] }) }),
    make('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    make('meta', { name: 'referrer', content: 'no-referrer' }),
    make('title', {}, title),
    make('style', {}, style),
  )
  const body = make(
    'body',
    {},
    make('header', { class: 'page' }, make('p', { class: 'mark' }, 'heddle'), make('h1', {}, texts.title)),
    make('main', {}, liftElement(report, document, { lang })),
  )
  const page = make('html', { lang: texts.tag }, head, body)
  return `<!doctype html>\n${page.outerHTML}\n`
}

function titleOf({ experiments }: LiftReport, kind: string): string {
  const names = experiments.slice(0, 3).map(({ experiment }) => printable(experiment))
  const more = experiments.length > names.length ? ' …' : ''
  return names.length === 0 ? kind : `${names.join(', ')}${more} – ${kind}`
}
