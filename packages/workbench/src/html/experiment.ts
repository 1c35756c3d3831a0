/** One experiment, in the order in which it should be read: checks, plan, decision, metrics, and how they were computed. */
import type { ExperimentReport } from '@heddle/analysis'
import { inReadingOrder, isBroken, printable, type Scale, scaleOf } from '@heddle/analysis/view'
import { roomy } from '../plots/forest.js'
import { checksSaid } from '../say/checks.js'
import { decisionSaid } from '../say/decision.js'
import { methodSaid, planSaid } from '../say/experiment.js'
import { metricContext } from '../say/metric.js'
import type { Texts } from '../texts/texts.js'
import type { Scene } from './elements.js'
import { metricElement } from './metric.js'
import { checkList, kept, notes, section } from './parts.js'

/** @param prefix begins the ids of the experiment, which are then its alone on the page */
export function experimentElement(
  report: ExperimentReport,
  alpha: number,
  texts: Texts,
  scene: Scene,
  prefix: string,
): HTMLElement {
  const { make } = scene
  const { checks, control, controlChosenBy, look, plan } = report
  const broken = isBroken(report)
  const decision = decisionElement(report, texts, scene, prefix)
  const setting = { ...metricContext(report, alpha, texts), scale: liftScaleOf(report), prefix }
  return make(
    'article',
    { class: broken ? 'experiment distrusted' : 'experiment', 'aria-labelledby': prefix },
    make(
      'header',
      {},
      make('p', { class: 'eyebrow' }, texts.experiment),
      make('h2', { id: prefix, tabindex: '-1' }, printable(report.experiment)),
      make('p', { class: 'control' }, texts.controlIs(printable(control), controlChosenBy)),
      plan?.hypothesis && make('p', { class: 'hypothesis' }, texts.decision.hypothesis(printable(plan.hypothesis))),
    ),
    broken ? brokenBanner(texts, scene) : undefined,
    broken ? decision : undefined,
    section(
      scene,
      { name: 'checked card', level: 3, title: texts.checks.title, id: `${prefix}-checks`, within: prefix },
      checkList([...checksSaid(checks, control, texts), ...(look ? [planSaid(look, plan, texts)] : [])], texts, scene),
      look ? progress(look.units / look.plannedUnits, scene) : undefined,
    ),
    broken ? undefined : decision,
    ...inReadingOrder(report).map(([name, metric], place) =>
      metricElement(name, metric, setting, `${prefix}-metric-${place + 1}`, scene),
    ),
    methodElement(report, texts, scene, prefix),
  )
}

function decisionElement(
  report: ExperimentReport,
  texts: Texts,
  scene: Scene,
  within: string,
): HTMLElement | undefined {
  const said = decisionSaid(report, texts)
  if (!said) return undefined
  const { verdict, word, sentence, besides } = said
  return section(
    scene,
    { name: `decision card ${verdict}`, level: 3, title: texts.decision.title, id: `${within}-decision`, within },
    scene.make('p', { class: 'verdict' }, word),
    scene.make('p', { class: 'why' }, kept(sentence)),
    notes(besides, scene),
  )
}

function brokenBanner({ checks: words }: Texts, { make }: Scene): HTMLElement {
  return make(
    'div',
    { class: 'banner', role: 'note' },
    make('strong', {}, words.broken),
    make('p', {}, words.brokenAdvice),
  )
}

/** How far the plan is along; the words beside it say the same. */
function progress(share: number, { document, make }: Scene): HTMLElement {
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const bar = (name: string, width: number) => {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    for (const [key, value] of Object.entries({ class: name, width: `${width}%`, height: '8', rx: '4' })) {
      rect.setAttribute(key, value)
    }
    return rect
  }
  for (const [key, value] of Object.entries({ width: '100%', height: '8' })) drawing.setAttribute(key, value)
  drawing.append(bar('track', 100), bar('done', Math.min(Math.max(share, 0), 1) * 100))
  return make('div', { class: 'progress', 'aria-hidden': 'true' }, drawing)
}

/** The lifts of all metrics, so that their bars can be compared; a lift three times as wide as the widest known runs out of it. */
function liftScaleOf({ metrics }: ExperimentReport): Scale | undefined {
  const scale = scaleOf(Object.values(metrics).flatMap(({ comparisons }) => comparisons.map(({ lift }) => lift)))
  return scale && roomy(scale, mostLift)
}

/** Beyond these an interval says little, and would make all others too small to see. */
const mostLift: Scale = { low: -1, high: 2 }

function methodElement(report: ExperimentReport, texts: Texts, scene: Scene, within: string): HTMLElement {
  const { make } = scene
  const { methods, sentences, comparisons } = methodSaid(report, texts)
  if (comparisons === 0) return make('p', { class: 'nothing' }, texts.onlyOneVariant)
  return section(
    scene,
    { name: 'method', level: 3, title: texts.method.title, id: `${within}-method`, within },
    isBroken(report) ? make('p', { class: 'distrust' }, texts.method.distrust) : undefined,
    make('p', {}, `${texts.method.method}: `, make('span', { lang: 'en' }, `${methods.join('; ')}.`)),
    notes(sentences, scene),
  )
}
