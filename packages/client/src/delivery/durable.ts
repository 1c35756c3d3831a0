/**
 * Makes a place for rows a buffer that a client can be given: it brings the delivery that reads from it.
 */
import type { OpenOutbox } from '../outbox.js'
import type { Buffer } from './buffer.js'
import { durableOutbox } from './durable-outbox.js'
import { tabsKeeper } from './tabs-keeper.js'

/**
 * @param open opens the part of the place that waits for one destination
 * @example createClient({ transport, buffer: durable((destination) => myStore(destination)) })
 */
export function durable(open: (destination: string) => Buffer): OpenOutbox {
  return durableOutbox((destination, host) => tabsKeeper(open(destination), `heddle ${destination}`, host))
}
