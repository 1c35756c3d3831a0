/** The lift view, and the funnel, which is a metric of it. */
import { liftElement } from '../../html/lift.js'
import type { Answer } from '../../worker/messages.js'
import { liftPart, type View } from './view.js'

const draw: View['draw'] = (answer, { scene, state }) =>
  isLift(answer)
    ? liftElement(answer, scene.document, { lang: state.lang, ...(scene.later ? { later: scene.later } : {}) })
    : scene.make('p')

const isLift = (answer: Answer) => 'summary' in answer

export const liftDrawn: View = {
  choices: 'none',
  uses: ['metrics', 'segment', 'planned'],
  question: (state) => ({ ask: 'lift', ...liftPart(state) }),
  draw,
}

export const funnelDrawn: View = {
  choices: 'steps',
  uses: ['segment', 'planned'],
  question: (state, { goals }, page) => {
    if (goals.length === 0) return { missing: page.noGoals }
    if (state.goals.length < 2) return { missing: page.chooseSteps }
    return { ask: 'funnel', goals: state.goals, ...liftPart(state) }
  },
  draw,
}
