/**
 * What stays on the page while views come and go: the head, the place for a log, the choices, the panel. Draws and tells;
 * decides nothing.
 */
import type { Scene } from '../html/elements.js'
import { settle } from '../html/settle.js'
import { languages } from '../texts/languages.js'
import { type PageTexts, pageTexts } from '../texts/page-texts.js'
import type { Language } from '../texts/texts.js'
import { type Pulse, pulseElement } from './pulse.js'
import { type State, viewNames } from './state.js'

export interface FrameOptions {
  readonly lang: Language
  readonly open: (files: readonly File[]) => void
  /** Ends or begins anew to follow the log of a server; not there without one. */
  readonly turn?: () => void
  readonly save: () => void
  readonly speak: (language: Language) => void
}

export interface Frame {
  /** No log is open; says why, if there is a reason. */
  empty(sentence: string, mood?: 'bad' | undefined): void
  reading(sentence: string, cancel: () => void): void
  progress(share: number, sentence: string): void
  /** A log is open. */
  say(sentence: string): void
  /** The same, in place and unheard. */
  count(sentence: string): void
  pulse(pulse: Pulse): void
  /** Whether somebody is at one of the choices. */
  isChoosing(): boolean
  controls(shared: HTMLElement, own: HTMLElement | undefined, state: State, linkTo: (state: State) => string): void
  computing(sentence: string): void
  /**
   * @param options `canSave`: it is a lift, which makes a report; `isNewer`: it is the view that is there, of a newer log, and
   * only what differs is touched
   */
  show(view: HTMLElement, options: { readonly canSave?: boolean; readonly isNewer: boolean }): void
}

/** Replaces the whole page. */
export function frameIn(document: Document, { make }: Scene, page: PageTexts, options: FrameOptions): Frame {
  const picker = make('input', { type: 'file', id: 'file', multiple: '', class: 'unseen' })
  const status = make('p', { id: 'status' })
  // Numbers change every few seconds; only what happens is said aloud.
  const said = make('p', { id: 'said', class: 'unseen', role: 'status' })
  const pulse = options.turn && pulseElement(make, page, options.turn)
  const place = make('div', { id: 'place' })
  const shared = make('div', {})
  const own = make('div', {})
  const views = make('nav', { class: 'views', 'aria-label': page.viewsLabel })
  const panel = make('div', { id: 'panel' })
  const busy = make('p', { class: 'busy', role: 'status' })
  const save = button(page.save, options.save)
  const speak = make(
    'select',
    { id: 'lang' },
    ...Object.entries(pageTexts).map(([lang, { languageName }]) =>
      make('option', { value: lang, selected: lang === options.lang ? '' : undefined }, languageName),
    ),
  )
  const main = make('main', {}, place, views, shared, own, panel, busy)
  save.hidden = true
  views.hidden = true

  function button(text: string, act: () => void, name = 'quiet'): HTMLElement {
    const made = make('button', { type: 'button', class: name }, text)
    made.addEventListener('click', act)
    return made
  }

  picker.addEventListener('change', () => {
    if (picker instanceof HTMLInputElement) options.open([...(picker.files ?? [])])
  })
  speak.addEventListener('change', () => {
    const chosen = speak instanceof HTMLSelectElement ? speak.value : ''
    if (chosen === 'en' || chosen === 'zh') options.speak(chosen)
  })
  // The address is that of the view, so a link within it goes where it leads without being one.
  panel.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null
    const target = link && document.getElementById(link.getAttribute('href')?.slice(1) ?? '')
    if (!target) return
    event.preventDefault()
    target.focus({ preventScroll: true })
    target.scrollIntoView()
  })
  const dropped = (event: DragEvent) => [...(event.dataTransfer?.files ?? [])]
  document.body.ondragover = (event) => {
    event.preventDefault()
    document.body.classList.add('dragged')
  }
  document.body.ondragleave = (event) => event.relatedTarget ?? document.body.classList.remove('dragged')
  document.body.ondrop = (event) => {
    event.preventDefault()
    document.body.classList.remove('dragged')
    options.open(dropped(event))
  }

  document.documentElement.lang = languages[options.lang].tag
  document.title = `heddle · ${page.title}`
  document.body.replaceChildren(
    make(
      'header',
      { class: 'bar' },
      make('h1', {}, make('span', { class: 'mark' }, 'heddle'), ' ', page.title),
      status,
      pulse?.element,
      make(
        'div',
        { class: 'actions' },
        save,
        button(page.open, () => picker.click(), 'main'),
        make('label', { for: 'lang', class: 'unseen' }, page.language),
        speak,
      ),
      make('label', { for: 'file', class: 'unseen' }, page.open),
      picker,
      said,
    ),
    main,
  )
  // The button opens it; as a stop of the keyboard it would be there twice.
  picker.setAttribute('tabindex', '-1')

  function empty(sentence = '', mood?: 'bad'): void {
    for (const part of [shared, own, panel, busy]) part.replaceChildren()
    views.hidden = true
    save.hidden = true
    status.replaceChildren()
    place.replaceChildren(
      make(
        'div',
        { class: 'drop' },
        sentence === ''
          ? undefined
          : make(
              'p',
              { class: mood === 'bad' ? 'problem' : 'hint', role: mood === 'bad' ? 'alert' : 'status' },
              sentence,
            ),
        make('p', { class: 'invite' }, page.drop),
        button(page.open, () => picker.click(), 'main'),
        make('p', { class: 'kinds' }, page.kinds),
        make('p', { class: 'privacy' }, page.privacy),
      ),
    )
  }

  empty()
  return {
    empty,
    reading: (sentence, cancel) => {
      empty()
      const bar = make('progress', { max: 1, value: 0, 'aria-label': sentence })
      place.replaceChildren(
        make(
          'div',
          { class: 'drop' },
          make('p', { class: 'invite', id: 'reading' }, sentence),
          bar,
          button(page.cancel, cancel),
        ),
      )
    },
    progress: (share, sentence) => {
      place.querySelector('progress')?.setAttribute('value', String(share))
      const text = place.querySelector('#reading')
      if (text) text.textContent = sentence
    },
    say: (sentence) => {
      place.replaceChildren()
      status.textContent = sentence
      said.textContent = sentence
    },
    count: (sentence) => {
      status.textContent = sentence
    },
    pulse: (now) => {
      const news = pulse?.show(now)
      if (news) said.textContent = news
    },
    isChoosing: () => [shared, own].some((part) => part.contains(document.activeElement)),
    controls: (all, mine, state, linkTo) => {
      const focused = document.activeElement?.id
      shared.replaceChildren(all)
      own.replaceChildren(...(mine ? [mine] : []))
      views.hidden = false
      views.replaceChildren(
        ...viewNames.map((view) =>
          make(
            'a',
            {
              id: `view-${view}`,
              href: linkTo({ ...state, view }),
              'aria-current': view === state.view ? 'page' : undefined,
            },
            page.views[view],
          ),
        ),
      )
      // A form that was drawn anew must not take the keyboard's place away.
      if (focused) document.getElementById(focused)?.focus()
    },
    computing: (sentence) => {
      panel.setAttribute('aria-busy', 'true')
      busy.textContent = sentence
    },
    show: (view, { canSave = false, isNewer }) => {
      panel.removeAttribute('aria-busy')
      busy.replaceChildren()
      const focused = panel.contains(document.activeElement) ? document.activeElement?.id : ''
      if (isNewer) settle(panel, make('div', {}, view))
      else panel.replaceChildren(view)
      if (focused) document.getElementById(focused)?.focus()
      save.hidden = !canSave
    },
  }
}
