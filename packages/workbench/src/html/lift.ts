/**
 * The lift view as a node: the same in a report and in the workbench. Draws what it is given and keeps nothing.
 */
import type { LiftReport } from '@heddle/analysis'
import { fewExperiments, printable } from '@heddle/analysis/view'
import { sourceSaid } from '../say/source.js'
import { languages } from '../texts/languages.js'
import type { Language, Texts } from '../texts/texts.js'
import { type Scene, sceneIn } from './elements.js'
import { experimentElement } from './experiment.js'
import { checkList, section } from './parts.js'
import { surveyElement } from './survey.js'

export interface LiftViewOptions extends Pick<Scene, 'later'> {
  readonly lang?: Language
}

/**
 * The whole report below its title.
 *
 * @param document where the nodes are made: that of a page, or one that is only written down
 */
export function liftElement(
  report: LiftReport,
  document: Document,
  { lang = 'en', later }: LiftViewOptions = {},
): HTMLElement {
  const texts = languages[lang]
  const scene: Scene = { ...sceneIn(document), ...(later ? { later } : {}) }
  const { make } = scene
  const { experiments, summary } = report
  const source = sourceSaid(report, texts)
  return make(
    'div',
    { class: 'lift', lang: texts.tag },
    source &&
      section(
        scene,
        { name: 'source card', level: 2, title: source.title, id: 'the-source' },
        checkList(source.said, texts, scene),
      ),
    ...(experiments.length > fewExperiments
      ? [surveyElement(report, texts, scene)]
      : [
          experiments.length > 1 ? contents(report, texts, scene) : undefined,
          ...experiments.map((experiment, place) =>
            experimentElement(experiment, summary.alpha, texts, scene, idOf(place)),
          ),
        ]),
    experiments.length === 0 ? make('p', { class: 'nothing' }, texts.nothingSeen) : undefined,
  )
}

/** By its place: a name may hold what an id must not. */
const idOf = (place: number) => `experiment-${place + 1}`

function contents({ experiments }: LiftReport, texts: Texts, { make }: Scene): HTMLElement {
  const links = experiments.map(({ experiment }, place) =>
    make('li', {}, make('a', { href: `#${idOf(place)}` }, printable(experiment))),
  )
  return make('nav', { class: 'contents', 'aria-label': texts.contents }, make('ul', { role: 'list' }, ...links))
}
