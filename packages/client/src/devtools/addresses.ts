/**
 * Knows the addresses that show this page in other variants. Pure; `forced.ts` reads what is written here.
 */
import type { Forced } from '../forced.js'

/** The overlay in the address: collapsed, open from the start, or not asked for. */
export type Asked = 'collapsed' | 'open' | 'absent'

/**
 * The same address with these variants forced and no others. Everything else in it stays, letter for letter.
 *
 * @param address whole, as `location.href`
 */
export function addressWith(address: string, forced: Forced, devtools: Asked): string {
  const url = new URL(address)
  const pairs = Object.entries(forced).map((pair) => pair.map(encodeURIComponent).join(':'))
  url.search = [
    ...url.search.slice(1).split('&').filter(isOthers),
    ...(pairs.length ? [`heddle=${pairs.join(',')}`] : []),
    ...(devtools === 'absent' ? [] : [devtools === 'open' ? 'heddle-devtools=open' : 'heddle-devtools']),
  ].join('&')
  return url.href
}

const isOthers = (pair: string) => !!pair && !/^heddle(-devtools)?(=|$)/.test(pair)
