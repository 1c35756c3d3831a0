/**
 * The page: opens files, shows the view that the address names, and keeps the address in step with what is chosen.
 */
import type { LiftReport } from '@heddle/analysis'
import { formatCount, formatShare, printable } from '@heddle/analysis/view'
import { sceneIn } from '../html/elements.js'
import { reportPage } from '../report/page.js'
import { languages } from '../texts/languages.js'
import { pageTexts } from '../texts/page-texts.js'
import type { Language } from '../texts/texts.js'
import type { Answer, Catalogue } from '../worker/messages.js'
import { choices, controls, type Setting } from './controls.js'
import { frameIn } from './frame.js'
import type { Scanner } from './scanner.js'
import { readState, type State, writeState } from './state.js'
import { views } from './views/views.js'

export interface Source {
  /** Files to read again, where a server has them. */
  readonly served?: () => Promise<readonly File[]>
}

export function startApp(scanner: Scanner, { served }: Source = {}): void {
  const ownLanguage: Language = navigator.language.startsWith('zh') ? 'zh' : 'en'
  const stateOf = () => readState(location.hash, ownLanguage)
  const lang = () => stateOf().lang
  const scene = sceneIn(document)
  const { make } = scene
  let frame = newFrame(stateOf().lang)
  let catalogue: Catalogue | undefined
  let files = ''
  let asked = 0
  let shown: LiftReport | undefined

  /** The parts of the page that stay; they change only with the language. */
  function newFrame(lang: Language) {
    return frameIn(document, scene, pageTexts[lang], {
      lang,
      open: (chosen) => void open(chosen),
      ...(served ? { again: () => void openServed() } : {}),
      save: () => void save(),
      speak: (language) => change({ lang: language }),
    })
  }

  function change(what: Partial<State>): void {
    const state = { ...stateOf(), ...what }
    history.pushState(null, '', writeState(state))
    if (what.lang !== undefined) {
      frame = newFrame(what.lang)
      announce()
    }
    render()
  }

  function announce(): void {
    const page = pageTexts[stateOf().lang]
    if (catalogue) frame.say(page.ready(files, formatCount(catalogue.lines), formatCount(catalogue.events)))
  }

  async function open(chosen: readonly File[]): Promise<void> {
    if (chosen.length === 0) return
    const page = pageTexts[stateOf().lang]
    catalogue = undefined
    shown = undefined
    files = chosen.length === 1 ? printable(chosen[0]?.name ?? '') : String(chosen.length)
    frame.reading(page.reading(''), () => {
      scanner.cancel()
      frame.empty(page.cancelled)
    })
    try {
      catalogue = await scanner.open(chosen, (share) =>
        frame.progress(share, page.reading(formatShare(Math.min(share, 1), 0))),
      )
    } catch (cause) {
      return frame.empty(sentenceOf(cause, lang()), 'bad')
    }
    announce()
    render()
  }

  async function openServed(): Promise<void> {
    if (!served) return
    try {
      await open(await served())
    } catch (cause) {
      frame.empty(sentenceOf(cause, lang()), 'bad')
    }
  }

  function render(): void {
    const state = stateOf()
    const page = pageTexts[state.lang]
    if (!catalogue) return
    const setting: Setting = { state, catalogue, page, make, choose: change }
    const view = views[state.view]
    frame.controls(controls(view, setting), choices(view, setting), state, writeState)
    const question = view.question(state, catalogue, page)
    const turn = ++asked
    if ('missing' in question) {
      frame.show(make('p', { class: 'nothing' }, question.missing))
      return
    }
    frame.computing(page.computing)
    scanner.ask(question).then(
      (answer) => {
        if (turn !== asked) return
        shown = isLift(answer) ? answer : undefined
        frame.show(view.draw(answer, { scene, state, page, texts: languages[state.lang] }), shown !== undefined)
      },
      (cause) => {
        if (turn === asked) frame.show(make('p', { class: 'problem', role: 'alert' }, sentenceOf(cause, state.lang)))
      },
    )
  }

  async function save(): Promise<void> {
    if (!shown) return
    const { lang } = stateOf()
    const text = await reportPage(shown, document.implementation.createHTMLDocument(), { lang })
    const link = make('a', {
      href: URL.createObjectURL(new Blob([text], { type: 'text/html' })),
      download: 'report.html',
    })
    link.click()
    URL.revokeObjectURL(link.getAttribute('href') ?? '')
  }

  addEventListener('popstate', () => {
    if (document.documentElement.lang !== languages[stateOf().lang].tag) frame = newFrame(stateOf().lang)
    announce()
    render()
  })
  if (served) void openServed()
  else if (location.hash.length > 1) frame.empty(pageTexts[stateOf().lang].linked)
}

const isLift = (answer: Answer): answer is LiftReport => 'summary' in answer
const sentenceOf = (cause: unknown, lang: Language) =>
  languages[lang].fromAnalysis(cause instanceof Error ? cause.message : String(cause))
