import { createLogTable } from '@heddle/analysis'
import type { LoggedEvent } from '@heddle/events'
import { expect, test } from 'vitest'
import { unitsOf } from '../../packages/analysis/src/scan/units.js'
import { linesOf, sees, visit } from './log-builder.js'

/** Attributes of the only unit's first exposure. */
function segmentIn(log: readonly LoggedEvent[]): string {
  const table = createLogTable()
  for (const [index, line] of linesOf(log).entries()) table.add(line, 'log', index + 1)
  const units = unitsOf(table.events.exposed('tabs'), table.streams, table.events.ids.size)
  expect(units.size).toBe(1)
  return table.events.segments.text(units.segment[0] ?? 0)
}

const speaking = (lang: string) => sees('tabs', 'control', { attributes: { lang } })

test('keeps the attributes of the first exposure as the segment', () => {
  const log = visit({ visitor: 'ann' }, [0, speaking('ar')], [5, speaking('en')])
  expect(segmentIn(log)).toBe('{"lang":"ar"}')
  expect(segmentIn(log.reverse())).toBe('{"lang":"ar"}')
})

test('orders exposures of the same moment by stream, then by number', () => {
  const b = visit({ visitor: 'ann', stream: 'b' }, [0, speaking('en')])
  const a = visit({ visitor: 'ann', stream: 'a' }, [0, speaking('ar')], [0, speaking('de')])
  expect(segmentIn([...b, ...a])).toBe('{"lang":"ar"}')
  expect(segmentIn([...a.reverse(), ...b])).toBe('{"lang":"ar"}')
})

test('writes the same attributes in the same way, in whatever order a page names them', () => {
  const one = segmentIn(
    visit({ visitor: 'ann' }, [0, sees('tabs', 'control', { attributes: { lang: 'en', dir: 'ltr' } })]),
  )
  expect(
    segmentIn(visit({ visitor: 'ann' }, [0, sees('tabs', 'control', { attributes: { dir: 'ltr', lang: 'en' } })])),
  ).toBe(one)
})
