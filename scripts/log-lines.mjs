/**
 * Reads a collector's folder by itself, for whoever checks the collector or the analysis. A log is in several files when a
 * full hour has struck while it was written.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * @param {string} directory
 * @returns {Promise<string>} the whole log, oldest file first; nothing where there is no folder yet
 */
export async function logText(directory) {
  const names = await readdir(directory).catch(() => [])
  const files = names.filter((name) => name.endsWith('.ndjson')).sort(oldestFirst)
  return (await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')))).join('')
}

/**
 * @param {string} directory
 * @returns {Promise<any[]>} every line of a log that nobody is writing to at this moment
 */
export async function logLines(directory) {
  const lines = (await logText(directory)).split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line))
}

/** `events.ndjson` is being written to; finished files have their hour in their name. @param {string} a @param {string} b */
const oldestFirst = (a, b) => Number(a === 'events.ndjson') - Number(b === 'events.ndjson') || (a < b ? -1 : 1)
