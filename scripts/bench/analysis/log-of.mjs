/**
 * The log that every engine of the bench reads. Written once, then kept where the system keeps what is temporary.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeLog } from './write-log.mjs'

/**
 * @param {number} events of a tenth as many visitors
 * @returns {string} its path
 */
export function logOf(events) {
  const folder = join(tmpdir(), 'heddle-bench')
  const path = join(folder, `log-${events}.ndjson`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  console.log(`writing ${path}`)
  writeLog(`${path}.part`, { events, units: Math.ceil(events / 10) })
  renameSync(`${path}.part`, path)
  return path
}
