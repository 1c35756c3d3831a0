/**
 * Reads points in time as logs write them: numbers since the epoch in some unit, and texts of dates.
 */
import type { TimeTake } from './mapping.js'

const perSecond = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const

const dateForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i

/**
 * @returns whole ms since the epoch; the value itself where it is no such time, for the reason to name it
 */
export function timeFrom(value: unknown, { unit = 'text', zone = 'Z' }: Omit<TimeTake, 'from'>): unknown {
  if (unit === 'text') return typeof value === 'string' ? (msOfText(value, zone) ?? value) : value
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  if (text === '' || !Number.isFinite(Number(text))) return value
  // Of the digits, not of the double: nanoseconds since the epoch are beyond what a double counts.
  if (/^\d+$/.test(text)) return Number((BigInt(text) * 1000n) / BigInt(perSecond[unit]))
  return Math.floor((Number(text) * 1000) / perSecond[unit])
}

/** Whether the text is a zone: `Z` or an offset such as `+08:00`. */
export const isZone = (text: string): boolean => offsetMs(text) !== undefined

function msOfText(text: string, zone: string): number | undefined {
  const [all, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', own = zone] =
    dateForm.exec(text.trim()) ?? []
  const offset = offsetMs(own)
  if (all === undefined || offset === undefined) return undefined
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  // A day that the month does not have would become one of the next.
  if (new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day)) return undefined
  return ms + Number(fraction.padEnd(3, '0').slice(0, 3)) - offset
}

function offsetMs(zone: string): number | undefined {
  if (/^(Z|UTC)$/i.test(zone)) return 0
  const [all, sign, hours, minutes = '0'] = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(zone) ?? []
  if (all === undefined) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
