/**
 * The metrics, logs and comparison with which every version of ClickHouse is held against the scan.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MeasureOptions, type Metrics, scan } from '@heddle/analysis'
import { ingest, measureServers, type Server } from '@heddle/analysis/clickhouse'
import type { Ledger, LoggedEvent } from '@heddle/events'
import { expect } from 'vitest'
import { families } from '../analysis/families.js'
import { newFolder } from '../analysis/folder.js'
import { linesOf } from '../analysis/log-builder.js'
import { openServers } from './servers.js'

/** Every kind and every option, under names that break careless SQL. */
export const everything: Metrics = Object.fromEntries(
  Object.entries(families).flatMap(([family, metrics]) =>
    Object.entries(metrics).map(([name, metric]) => [`it's \`${family}\` \\ ${name}`, metric]),
  ),
)

export type Line = LoggedEvent | Ledger

/** The same log where no two visitors share a unit, as it must be on several servers. */
export function withOwnUnits(lines: readonly Line[]): Line[] {
  return lines.map((line) =>
    'unit' in line && line.unit !== undefined ? { ...line, unit: `${line.visitor}'s ${line.unit}` } : line,
  )
}

/** The lines in a new database on the servers. */
export async function broughtTo(urls: readonly string[], lines: readonly Line[]): Promise<Server[]> {
  const file = join(await newFolder(), 'log.ndjson')
  await writeFile(file, linesOf(lines).join('\n'))
  const opened = await openServers(urls)
  // So few that a ledger often comes in another block than the events of its stream.
  await ingest([file], opened, { blockLines: 6 })
  return opened
}

export async function expectSameBits(
  urls: readonly string[],
  lines: readonly Line[],
  options: MeasureOptions = { metrics: everything },
): Promise<void> {
  const opened = await broughtTo(urls, lines)
  expect(await measureServers(opened, options)).toEqual(await scan([{ name: 'log', lines: linesOf(lines) }], options))
}
