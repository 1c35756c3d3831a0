/**
 * The buffer for tests, and to hand events from one client to the next.
 */
import type { OpenOutbox } from '../outbox.js'
import { durable } from './durable.js'
import { memoryRows } from './memory-rows.js'

/** Keeps rows in memory for as long as the value lives, apart for each destination. */
export function memoryBuffer(): OpenOutbox {
  return durable(memoryRows())
}
