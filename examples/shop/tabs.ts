/**
 * The tab bar as the ARIA Authoring Practices describe it, with manual activation: arrows move, Enter, Space or a tap opens.
 * Passing over a tab is therefore no click, and a click means that somebody wanted that tab.
 * The order is read from the page at each key press, so it may be changed by anybody at any time.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
import { around, byId } from './page.js'

const tabSelector = '[role=tab]'

export function startTabs(): void {
  const list = byId('tabs', HTMLElement)
  list.addEventListener('click', (event) => {
    const tab = around(event, tabSelector)
    if (tab) open(list, tab)
  })
  list.addEventListener('keydown', (event) => {
    const tab = around(event, tabSelector)
    const next = tab && neighbour(tabsOf(list), tab, event.key, getComputedStyle(list).direction === 'rtl')
    if (!next) return
    event.preventDefault()
    next.focus()
  })
}

/** Where a key leads: arrows go round and follow the eye, so Right is backwards on a right-to-left page. */
export function neighbour<T>(tabs: readonly T[], from: T, key: string, rightToLeft: boolean): T | undefined {
  const forwards = rightToLeft ? 'ArrowLeft' : 'ArrowRight'
  const backwards = rightToLeft ? 'ArrowRight' : 'ArrowLeft'
  const at = tabs.indexOf(from)
  switch (key) {
    case forwards:
      return tabs[(at + 1) % tabs.length]
    case backwards:
      return tabs.at(at - 1)
    case 'Home':
      return tabs[0]
    case 'End':
      return tabs.at(-1)
    default:
      return undefined
  }
}

function open(list: HTMLElement, chosen: HTMLElement): void {
  for (const tab of tabsOf(list)) {
    tab.setAttribute('aria-selected', String(tab === chosen))
    tab.tabIndex = tab === chosen ? 0 : -1
    byId(tab.getAttribute('aria-controls') ?? '', HTMLElement).hidden = tab !== chosen
  }
  const content = byId('content', HTMLElement)
  if (content.getBoundingClientRect().top < 0) content.scrollIntoView()
}

const tabsOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>(tabSelector)]
