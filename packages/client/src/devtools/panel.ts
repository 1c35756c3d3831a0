/**
 * The overlay on the page: its host, the button that opens it, and the panel. Knows nothing of experiments.
 *
 * Nothing that stays in the panel ever moves: what has changed is drawn anew, with all that follows it. What is new has
 * not moved, so that the browser counts no layout shift.
 */
import { build, drawing } from './build.js'
import type { Section } from './sections.js'
import { styles } from './styles.js'

export interface Panel {
  /** The one element in the page's own tree. */
  readonly host: Element
  readonly isOpen: () => boolean
  readonly open: (isOpen: boolean) => void
  /** What a press on this element, or something inside it, does. */
  readonly onPress: (element: Element, act: () => void) => void
  /** To be told of each event inside the host. */
  readonly take: (event: Event) => void
  /** Shows the sections; not while one of them is being pressed, and then the answer is false. */
  readonly show: (sections: readonly Section[]) => boolean
  /** Says the problems, newest first; to those who listen as well. */
  readonly complain: (problems: readonly Element[]) => void
}

/** @param actions stand at the foot, always in the same place */
export function createPanel(actions: readonly Element[]): Panel {
  const host = document.createElement('heddle-devtools')
  const toggle = build('button', { class: 'toggle', type: 'button', 'aria-controls': 'panel' }, drawing(loom))
  const body = build('div', { class: 'body', tabindex: '0', role: 'group', 'aria-label': 'What happens on this page' })
  const live = build('div', { class: 'live', 'aria-live': 'polite' })
  const foot = build('div', { class: 'actions' }, ...actions)
  const panel = build('div', { class: 'panel', id: 'panel', lang: 'en', dir: 'ltr' }, body, live, foot)
  const presses = new WeakMap<EventTarget, () => void>()
  let drawn: readonly string[] = []
  let complaints = -1

  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styles()]
  root.append(build('aside', { 'aria-label': 'Heddle devtools' }, toggle, panel))
  document.documentElement.append(host)

  const open = (isOpen: boolean) => {
    panel.hidden = !isOpen
    toggle.setAttribute('aria-expanded', `${isOpen}`)
  }
  const self: Panel = {
    host,
    isOpen: () => !panel.hidden,
    open,
    onPress: (element, act) => void presses.set(element, act),
    take(event) {
      if (event.type === 'click') for (const target of event.composedPath()) presses.get(target)?.()
      if (event instanceof KeyboardEvent && event.type === 'keydown' && event.key === 'Escape' && !panel.hidden) {
        open(false)
        toggle.focus()
      }
    },
    show(sections) {
      if (body.matches(':active')) return false
      const start = sections.findIndex(({ state }, place) => state !== drawn[place])
      if (start < 0) return true
      drawn = sections.map(({ state }) => state)
      const focused = root.activeElement
      for (const old of [...body.children].slice(start)) old.remove()
      body.append(...sections.slice(start).map(({ draw }) => draw()))
      if (focused instanceof HTMLAnchorElement && !focused.isConnected) {
        const same = [...body.querySelectorAll('a')].find(({ href }) => href === focused.href)
        same?.focus({ preventScroll: true })
      }
      return true
    },
    complain(shown) {
      const count = shown.length
      if (count === complaints) return // Else they would be read out again.
      complaints = count
      const region = { class: 'problems', tabindex: '0', role: 'group', 'aria-label': 'Problems' }
      const heading = build('h2', {}, 'Problems')
      live.replaceChildren(
        ...(count ? [build('section', region, heading, build('ul', { role: 'list' }, ...shown))] : []),
      )
      toggle.toggleAttribute('data-problems', count > 0)
      toggle.setAttribute('aria-label', `Heddle devtools${count ? `, problems: ${count}` : ''}`)
    },
  }
  presses.set(toggle, () => open(!!panel.hidden))
  open(false)
  return self
}

/** Warp threads and the weft between them. */
const loom = 'M6 3v18M12 3v18M18 3v18M3 8h5M10 8h11M3 16h11M16 16h5'
