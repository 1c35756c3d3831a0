/** The lift view: as a node of a page, as a report of one file, as Markdown. */

export { reportMarkdown } from './formats/markdown.js'
export { type LiftViewOptions, liftElement } from './html/lift.js'
export { withLog, workbenchPage } from './page/shell.js'
export { type ReportPageOptions, reportPage } from './report/page.js'
export { isLanguage } from './texts/languages.js'
export type { Language } from './texts/texts.js'
