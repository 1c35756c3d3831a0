/**
 * The devtools: an overlay that shows a reviewer what a client does on this page, and the page in other variants.
 * An entry of its own: the page loads it when it is asked for, and nobody else pays for it.
 */
import type { Saying } from '@heddle/events'
import type { Undo } from '../change.js'
import type { Client } from '../client.js'
import { type Forced, forcedIn } from '../forced.js'
import { type Asked, addressWith } from './addresses.js'
import { build } from './build.js'
import { forgetVisitor } from './forget-visitor.js'
import { createJournal } from './journal.js'
import { keepEvents } from './keep-events.js'
import { lookThrough } from './look-through.js'
import { observe } from './observe.js'
import { createPanel } from './panel.js'
import { problems, sections } from './sections.js'

/**
 * Opens the overlay. It shows what the client is asked and told from now on, so open it right after `createClient`.
 * What the client records stays what it would be without the overlay.
 *
 * @returns how to close it and leave no trace, as `client.close()` does
 * @example
 * const client = createClient({ transport: beacon('/collect') })
 * if (new URLSearchParams(location.search).has('heddle-devtools')) {
 *   (await import('heddle/devtools')).openDevtools(client)
 * }
 */
export function openDevtools(client: Client): Undo {
  let frame = 0
  let isUsed = false
  const draw = () => {
    frame = 0
    panel.complain(problems(journal))
    if (panel.isOpen() && !panel.show(sections(journal, withAlso))) schedule()
  }
  const schedule = () => {
    frame ||= requestAnimationFrame(draw)
  }
  const journal = createJournal(schedule)
  const here = (forced: Forced, devtools: Asked) => addressWith(location.href, forced, devtools)
  const withAlso = (forced: Forced) => here({ ...forcedIn(location.search), ...forced }, 'open')
  const shown = () => Object.fromEntries(journal.meetings().map(({ key, variant }) => [key, variant]))

  const reset = build('a', { href: here({}, 'collapsed') }, 'Reset')
  const stranger = build('button', { type: 'button' }, 'New visitor')
  const copy = build('button', { type: 'button' }, 'Copy review link')
  const panel = createPanel([reset, stranger, copy])

  panel.onPress(stranger, () => {
    client.close() // Else it would write the id again while the page is left.
    forgetVisitor()
    location.assign(here({}, 'collapsed'))
  })
  panel.onPress(copy, async () => {
    const link = here(shown(), 'absent')
    try {
      await navigator.clipboard.writeText(link)
      copy.textContent = 'Link copied'
    } catch {
      prompt('Review link', link) // The clipboard is closed to pages without https.
    }
  })

  // An interaction with the overlay is none with the page, and the browser does not tell them apart.
  const isSpoilt = (saying: Saying) => isUsed && saying.type === 'vital' && saying.name === 'INP'
  const mutations = new MutationObserver(schedule)
  mutations.observe(document, { attributeFilter: ['data-item'], childList: true, subtree: true })
  const undos = [
    observe(client, journal, isSpoilt),
    lookThrough(panel.host),
    keepEvents(panel.host, (event) => {
      isUsed = true
      reset.href = here({}, 'collapsed') // A single-page app may have gone elsewhere.
      panel.take(event)
      schedule()
    }),
  ]
  // Open from the start only where nothing is measured: there its text may well be the largest of the page.
  panel.open(!!forcedIn(location.search) && new URLSearchParams(location.search).get('heddle-devtools') === 'open')
  schedule()

  const close = () => {
    cancelAnimationFrame(frame)
    mutations.disconnect()
    for (const undo of undos.splice(0)) undo()
    panel.host.remove()
  }
  client.closed.addEventListener('abort', close)
  return close
}
