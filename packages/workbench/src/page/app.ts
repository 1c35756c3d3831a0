/**
 * The page: opens files, shows the view that the address names, and keeps the address in step with what is chosen.
 */
import type { Definitions, LiftReport } from '@heddle/analysis'
import { formatCount, formatShare, printable } from '@heddle/analysis/view'
import { type Scene, sceneIn } from '../html/elements.js'
import { reportPage } from '../report/page.js'
import { languages } from '../texts/languages.js'
import { type PageTexts, pageTexts } from '../texts/page-texts.js'
import type { Language } from '../texts/texts.js'
import { isExperimentFile } from '../worker/experiment-file.js'
import type { Answer, Catalogue } from '../worker/messages.js'
import { choices, controls, type Setting } from './controls.js'
import { drawnInTurns } from './drawn-in-turns.js'
import { follow } from './follow.js'
import { frameIn } from './frame.js'
import type { Pulse } from './pulse.js'
import type { Scanner } from './scanner.js'
import type { ServedLog } from './served.js'
import { changed, readState, type State, writeState } from './state.js'
import { views } from './views/views.js'

/** What a server has for the page. */
export interface Served {
  readonly log: ServedLog
  /** What is tested and computed, where somebody has said so. */
  readonly definitions?: Definitions | undefined
}

/** Why no log is open. */
interface Nothing {
  readonly why: (page: PageTexts) => string
  readonly mood?: 'bad' | undefined
}

/** From one answer of the server to the next question. */
const everyMs = 2000

export function startApp(scanner: Scanner, served?: Served): void {
  const ownLanguage: Language = navigator.language.startsWith('zh') ? 'zh' : 'en'
  const stateOf = () => readState(location.hash, ownLanguage)
  const textsOf = () => pageTexts[stateOf().lang]
  const scene = sceneIn(document)
  const { make } = scene
  const live = served && follow(() => look(served), everyMs)
  let frame = newFrame(stateOf().lang)
  let catalogue: Catalogue | undefined
  let files = ''
  /** What the reader chose to open stays until the reader goes back. */
  let isServed = false
  let chosenLogs: readonly File[] = []
  let opened = 0
  let asked = 0
  let offered = ''
  let isReading = false
  let shown: LiftReport | undefined
  let heard: Pulse | undefined
  let nothing: Nothing = { why: () => '' }

  /** The parts of the page that stay; they change only with the language. */
  function newFrame(lang: Language) {
    return frameIn(document, scene, pageTexts[lang], {
      lang,
      open: (chosen) => void openChosen(chosen),
      ...(live ? { turn: () => (live.isPaused() ? goOn() : stop()) } : {}),
      save: () => void save(),
      speak: (language) => change({ lang: language }),
    })
  }

  function change(what: Partial<State>): void {
    const state = changed(stateOf(), what)
    history.pushState(null, '', writeState(state))
    if (what.lang !== undefined) speak(what.lang)
    void render()
  }

  function speak(lang: Language): void {
    frame = newFrame(lang)
    tell(heard)
    if (isReading) showReading()
    else if (catalogue) frame.say(contents(catalogue))
    else frame.empty(nothing.why(textsOf()), nothing.mood)
  }

  function tell(pulse: Pulse | undefined): void {
    heard = pulse
    if (pulse) frame.pulse(pulse)
  }

  function empty(why: Nothing['why'], mood?: 'bad'): void {
    catalogue = undefined
    nothing = { why, mood }
    frame.empty(why(textsOf()), mood)
  }

  const contents = ({ lines, events }: Catalogue) => textsOf().ready(files, formatCount(lines), formatCount(events))

  function showReading(): void {
    frame.reading(textsOf().reading(''), () => {
      opened++
      isReading = false
      scanner.cancel()
      stop()
      empty(({ cancelled }) => cancelled)
    })
  }

  function showProgress(share: number): void {
    const sentence = textsOf().reading(formatShare(Math.min(share, 1), 0))
    if (isReading) frame.progress(share, sentence)
    else frame.computing(sentence)
  }

  async function openChosen(chosen: readonly File[]): Promise<void> {
    if (chosen.length === 0) return
    // An experiment file by itself is about the log that is open.
    const areExperiments = await Promise.all(chosen.map(isExperimentFile))
    const logs = chosen.filter((_, place) => !areExperiments[place])
    const all = logs.length > 0 ? chosen : [...chosenLogs, ...chosen]
    if (logs.length > 0) chosenLogs = logs
    isServed = false
    stop()
    await open(all)
  }

  /** With a bar that shows how far it is. */
  async function open(chosen: readonly File[], definitions?: Definitions): Promise<void> {
    const turn = ++opened
    asked++
    catalogue = undefined
    shown = undefined
    files = chosen.length === 1 ? printable(chosen[0]?.name ?? '') : String(chosen.length)
    isReading = true
    showReading()
    try {
      const found = await scanner.open(chosen, showProgress, definitions)
      if (turn !== opened) return
      catalogue = found
    } catch (cause) {
      if (turn !== opened) return
      isReading = false
      empty(() => sentenceOf(cause, stateOf().lang), 'bad')
      return
    }
    isReading = false
    frame.say(contents(catalogue))
    await render()
  }

  /** Asks the server for what is new, and shows it. */
  async function look(from: Served): Promise<void> {
    const found = await from.log.ask()
    if (live?.isPaused()) return from.log.forget() // Something else was opened meanwhile, or nobody wants to see it.
    if (found.status === 'gone' || found.status === 'nothing') {
      tell({ status: 'gone', at: heard?.at, sentence: found.status === 'nothing' ? found.sentence : undefined })
      return
    }
    tell({ status: 'live', at: new Date() })
    if (found.status === 'same') return offerIfFree()
    if (found.status === 'whole' && isServed && catalogue) await reopen(found.file, from.definitions)
    else if (found.status === 'whole') await openServed(found.file, from.definitions)
    else if (isServed && catalogue) await grow(found.file, from.log)
    else {
      from.log.forget()
      await look(from)
    }
  }

  async function openServed(file: File, definitions: Definitions | undefined): Promise<void> {
    isServed = true
    if (file.size === 0) empty(({ live: { waiting } }) => waiting)
    else await open([file], definitions)
  }

  /** Another log has taken its place, or the same one was packed: the views stay until it is read. */
  async function reopen(file: File, definitions: Definitions | undefined): Promise<void> {
    asked++
    if (file.size === 0) return openServed(file, definitions)
    await refresh(scanner.open([file], () => undefined, definitions))
  }

  async function grow(more: File, log: ServedLog): Promise<void> {
    await refresh(scanner.grow(more), log)
  }

  /** Shows a newer state of the log without a word: who reads must not be disturbed. */
  async function refresh(reading: Promise<Catalogue>, log = served?.log): Promise<void> {
    const turn = opened
    try {
      const found = await reading
      if (turn !== opened) return
      catalogue = found
    } catch (cause) {
      log?.forget()
      if (turn === opened) empty(() => sentenceOf(cause, stateOf().lang), 'bad')
      return
    }
    frame.count(contents(catalogue))
    offerIfFree()
    await render(true)
  }

  /** The choices change with what the log holds, but not under the hands of who is choosing. */
  function offerIfFree(): void {
    if (catalogue && offered !== offerOf(catalogue) && !frame.isChoosing()) offer(catalogue)
  }

  function offer(found: Catalogue): void {
    offered = offerOf(found)
    const state = stateOf()
    const setting: Setting = { state, catalogue: found, page: textsOf(), make, choose: change }
    const view = views[state.view]
    frame.controls(controls(view, setting), choices(view, setting), state, writeState)
  }

  /** @param isNewer whether only the log has changed, and not what is asked of it */
  async function render(isNewer = false): Promise<void> {
    const state = stateOf()
    const page = pageTexts[state.lang]
    if (!catalogue) return
    const view = views[state.view]
    const question = view.question(state, catalogue, page)
    const turn = ++asked
    if (!isNewer) offer(catalogue)
    if ('missing' in question) {
      frame.show(make('p', { class: 'nothing' }, question.missing), { isNewer })
      return
    }
    if (!isNewer) frame.computing(page.computing)
    const isWanted = () => turn === asked
    const drawing = { state, page, texts: languages[state.lang], choose: change }
    try {
      const answer = await scanner.ask(question)
      const draw = (stepwise: Scene) => view.draw(answer, { ...drawing, scene: stepwise })
      const drawn = await drawnInTurns(scene, draw, isWanted)
      if (!drawn) return
      shown = isLift(answer) ? answer : undefined
      frame.show(drawn, { isNewer, canSave: shown !== undefined })
    } catch (cause) {
      if (!isWanted()) return
      frame.show(make('p', { class: 'problem', role: 'alert' }, sentenceOf(cause, state.lang)), { isNewer })
    }
  }

  function stop(): void {
    live?.pause()
    if (live) tell({ status: 'paused', at: heard?.at })
  }

  function goOn(): void {
    if (!isServed) served?.log.forget()
    tell({ status: 'asking', at: heard?.at })
    live?.resume()
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
    if (document.documentElement.lang !== languages[stateOf().lang].tag) speak(stateOf().lang)
    void render()
  })
  if (live) goOn()
  else if (location.hash.length > 1) empty(({ linked }) => linked)
}

const offerOf = ({ lines: _, events: __, ...what }: Catalogue) => JSON.stringify(what)
const isLift = (answer: Answer): answer is LiftReport => 'summary' in answer
const sentenceOf = (cause: unknown, lang: Language) =>
  languages[lang].fromAnalysis(cause instanceof Error ? cause.message : String(cause))
