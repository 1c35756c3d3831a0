/**
 * Starts the page, then the measuring: in this order, so that nobody's shopping depends on our counting.
 * All that the shop does with Heddle stands in `measure`; without it the page works the same.
 */
import {
  applyVariant,
  beacon,
  type Client,
  createClient,
  indexedDbBuffer,
  relabel,
  reorder,
  trackClicks,
  trackVitals,
} from 'heddle'
import { askConsent, keptChoice } from './consent.js'
import { startDialogs } from './dialogs.js'
import { addToBag, best, fun, help, label, tabs } from './experiments.js'
import { startSearch } from './search.js'
import { startShelves } from './shelves.js'
import { startTabs } from './tabs.js'

startTabs()
startDialogs()
startShelves()
startSearch()

const client = measureIfPossible()
askConsent((choice) => client?.setConsent(choice))

/** Shows each visitor a layout and records what was seen and pressed, as far as the visitor agreed. */
function measure(): Client {
  const client = createClient({ transport: beacon('/collect'), buffer: indexedDbBuffer(), consent: keptChoice() })
  applyVariant(client, tabs, '#tabs', reorder)
  applyVariant(client, label, '#help', relabel)
  trackClicks(client, best, '[data-item=best]')
  trackClicks(client, fun, '[data-item=fun]')
  trackClicks(client, help, '#help')
  trackClicks(client, addToBag, '.add')
  trackVitals(client)
  return client
}

function measureIfPossible(): Client | undefined {
  try {
    return measure()
  } catch (cause) {
    console.error('The shop runs, but nothing is measured:', cause)
    return undefined
  }
}
