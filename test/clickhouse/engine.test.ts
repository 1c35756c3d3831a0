/** The SQL job on real servers against the scan: the same bits. fast-check prints the seed of a log that fails. */

import { mean, proportion, ratio, values } from '@heddle/analysis'
import fc from 'fast-check'
import { test } from 'vitest'
import { families, hours2 } from '../analysis/families.js'
import { reaches, sees, visit } from '../analysis/log-builder.js'
import { logs, stretched } from '../analysis/random-log.js'
import { expectSameBits, withOwnUnits } from './same-bits.js'
import { sharedServers } from './servers.js'

const servers = sharedServers()
const numRuns = Number(process.env.HEDDLE_LOGS ?? 1)
const limits = { timeout: 3_600_000 }

test('gives the same bits as the scan on one server, for the metrics of one kind', limits, async () => {
  const urls = (await servers.urls()).slice(0, 1)
  await fc.assert(
    fc.asyncProperty(
      logs,
      fc.constantFrom(1, 12),
      fc.constantFrom(...Object.values(families)),
      (lines, grain, metrics) => expectSameBits(urls, stretched(lines, hours2, grain), { metrics }),
    ),
    { numRuns, endOnFailure: true },
  )
})

test('gives the same bits as the scan on two servers that share the visitors, for all kinds', limits, async () => {
  const urls = await servers.urls()
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(1, 12), (lines, grain) =>
      expectSameBits(urls, withOwnUnits(stretched(lines, hours2, grain))),
    ),
    { numRuns, endOnFailure: true },
  )
})

/** Names that break careless code: quotes, what begins an escape, half a character, what sorts otherwise in UTF-8. */
const hostile = [
  ...[
    "'; DROP TABLE events; --",
    "\\'",
    '\\',
    '\\N',
    '\0',
    '`',
    '\n',
    '\t',
    '\ud800',
    '\udc00',
    '\ud83d\ude00',
    '\ue000',
  ],
  ...['\uffff', '\u{10ffff}', '__proto__', 'NULL', '%', ' ', '{}', '(none)', '-0', 'nan'],
]

test('takes every name as it is', limits, async () => {
  const lines = hostile.flatMap((name, index) =>
    visit(
      { visitor: name, stream: name },
      [
        index,
        sees(name.slice(0, 40), index % 2 === 0 ? 'control' : name, { attributes: { [name]: name, lang: name } }),
      ],
      [index + 1, reaches(name, index)],
    ),
  )
  const metrics = Object.fromEntries(
    hostile.flatMap((name, index) => [
      [name, proportion(name)],
      [`worth ${index}`, index % 2 === 0 ? mean(name, 'value') : ratio(values(name), name)],
    ]),
  )
  await expectSameBits(await servers.urls(), lines, { metrics, segment: 'lang' })
})
