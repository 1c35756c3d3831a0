/** Many experiments: checks first, then how many moved and how far, then the extremes. */
import type { LiftReport } from '@heddle/analysis'
import { surveySaid } from '../say/survey.js'
import type { Texts } from '../texts/texts.js'
import type { Scene } from './elements.js'
import { checkList, notes, section, tableElement } from './parts.js'

export function surveyElement(report: LiftReport, texts: Texts, scene: Scene): HTMLElement {
  const { title, checks, parts } = surveySaid(report, texts)
  return scene.make(
    'article',
    { class: 'experiment survey', 'aria-labelledby': 'survey' },
    scene.make('header', {}, scene.make('h2', { id: 'survey' }, title)),
    section(
      scene,
      { name: 'checked card', level: 3, title: texts.checks.title, id: 'survey-checks' },
      checkList(checks, texts, scene),
    ),
    ...parts.map(({ title: head, tables, notes: sentences }, place) =>
      section(
        scene,
        { name: 'card', level: 3, title: head, id: `survey-${place + 1}` },
        ...tables.map((table) => tableElement(table, scene)),
        notes(sentences, scene),
      ),
    ),
  )
}
