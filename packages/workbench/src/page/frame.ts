/**
 * What stays on the page while views come and go: the head, the place for a log, the choices, the panel. Draws and tells;
 * decides nothing.
 */
import type { Scene } from '../html/elements.js'
import { languages } from '../texts/languages.js'
import { type PageTexts, pageTexts } from '../texts/page-texts.js'
import type { Language } from '../texts/texts.js'
import { type State, viewNames } from './state.js'

export interface FrameOptions {
  readonly lang: Language
  readonly open: (files: readonly File[]) => void
  readonly again?: () => void
  readonly save: () => void
  readonly speak: (language: Language) => void
}

export interface Frame {
  /** No log is open; says why, if there is a reason. */
  empty(sentence: string, mood?: 'bad'): void
  reading(sentence: string, cancel: () => void): void
  progress(share: number, sentence: string): void
  say(sentence: string): void
  controls(shared: HTMLElement, own: HTMLElement | undefined, state: State, linkTo: (state: State) => string): void
  computing(sentence: string): void
  /** @param canSave whether it is a lift, which makes a report */
  show(view: HTMLElement, canSave?: boolean): void
}

/** Replaces the whole page. */
export function frameIn(document: Document, { make }: Scene, page: PageTexts, options: FrameOptions): Frame {
  const picker = make('input', { type: 'file', id: 'file', multiple: '', class: 'unseen' })
  const status = make('p', { id: 'status', role: 'status' })
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
      make(
        'div',
        { class: 'actions' },
        save,
        options.again ? button(page.again, options.again) : undefined,
        button(page.open, () => picker.click(), 'main'),
        make('label', { for: 'lang', class: 'unseen' }, page.language),
        speak,
      ),
      make('label', { for: 'file', class: 'unseen' }, page.open),
      picker,
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
    },
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
    show: (view, canSave = false) => {
      panel.removeAttribute('aria-busy')
      busy.replaceChildren()
      const focused = panel.contains(document.activeElement) ? document.activeElement?.id : ''
      panel.replaceChildren(view)
      if (focused) document.getElementById(focused)?.focus()
      save.hidden = !canSave
    },
  }
}
