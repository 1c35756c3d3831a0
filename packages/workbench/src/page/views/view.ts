/** What a view is. Another one is a file beside these and a line in views.ts. */
import type { Scene } from '../../html/elements.js'
import type { PageTexts } from '../../texts/page-texts.js'
import type { Texts } from '../../texts/texts.js'
import type { Answer, Catalogue, LiftQuestion, Question } from '../../worker/messages.js'
import type { State } from '../state.js'

export interface Drawing {
  readonly scene: Scene
  readonly state: State
  readonly texts: Texts
  readonly page: PageTexts
  /** Where what is drawn can be chosen among. */
  readonly choose: (change: Partial<State>) => void
}

export interface View {
  /** What must be known, or a sentence on what must be chosen first. */
  question(state: State, catalogue: Catalogue, page: PageTexts): Question | { readonly missing: string }
  draw(answer: Answer, drawing: Drawing): HTMLElement
  /** What is chosen in this view only. */
  readonly choices: 'steps' | 'goals' | 'items' | 'step' | 'none'
  /** What of the shared choices changes it; experiment and days do in every view. */
  readonly uses: readonly ('metrics' | 'segment' | 'planned')[]
}

/** What all questions about lifts have in common. */
export const liftPart = ({ experiment, metrics, segment, planned, from, to }: State): LiftQuestion => ({
  ...{ experiment, metrics, segment, planned, from, to },
})

/** The experiment that is chosen, or the only one there is. */
export const experimentIn = (
  { experiment }: Pick<State, 'experiment'>,
  { experiments }: Pick<Catalogue, 'experiments'>,
): string | undefined => experiment ?? (experiments.length === 1 ? experiments[0] : undefined)
