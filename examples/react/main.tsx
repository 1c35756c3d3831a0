/**
 * The page's script: takes over what the server rendered, and starts the measuring.
 */
import { beacon, type Client, cookie, createClient, indexedDbBuffer, trackClicks, trackVitals } from 'heddle'
import { hydrateRoot } from 'react-dom/client'
import { best, fun } from './experiments.js'
import type { Visitor } from './known.js'
import { Shop } from './shop.js'

const root = document.querySelector<HTMLElement>('#root')
if (!root) throw new Error('The page has no element with id "root".')

// Cast: our own server wrote it.
const visitor = JSON.parse(root.dataset.visitor ?? '{}') as Visitor
hydrateRoot(root, <Shop client={measure()} visitor={visitor} />)

function measure(): Client {
  const client = createClient({
    transport: beacon('/collect'),
    buffer: indexedDbBuffer(),
    unitStore: cookie(), // The server can read it, and renders the variant from the next page on.
    consent: visitor.consent ?? 'pending',
    whilePending: 'control', // Until then nothing changes under the visitor's eyes.
  })
  trackClicks(client, best, '[data-item=best]')
  trackClicks(client, fun, '[data-item=fun]')
  trackVitals(client)
  return client
}
