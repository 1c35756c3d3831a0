/**
 * The buffer that survives the page, the tab and the browser.
 */
import type { OpenOutbox } from '../outbox.js'
import { durable } from './durable.js'
import { indexedDbRows } from './indexed-db-rows.js'

/**
 * Keeps rows in IndexedDB. The database is opened when consent is granted, never on import.
 *
 * @param name of the database; default `heddle`
 */
export function indexedDbBuffer(name = 'heddle'): OpenOutbox {
  return durable(indexedDbRows(name))
}
