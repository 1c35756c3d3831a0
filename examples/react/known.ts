/**
 * What a request's cookies say of the visitor. The server renders by it and hands it to the page, so that both render alike.
 */
import type { Sticky } from 'heddle'

export type Choice = 'granted' | 'denied'

export interface Visitor {
  /** The id and the choices that the client keeps in its cookie, once the visitor has agreed. */
  readonly unit?: string | undefined
  readonly choices?: { readonly [experiment: string]: Sticky } | undefined
  readonly consent?: Choice | undefined
}

export const consentCookie = 'shop-consent'

/** @param header the request's `Cookie` header; damaged cookies count as none */
export function visitorIn(header: string): Visitor {
  const cookies = new Map(header.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair]))
  const textOf = (name: string) => cookies.get(name)?.slice(name.length + 1) ?? ''
  const consent = textOf(consentCookie)
  if (consent !== 'granted') return consent === 'denied' ? { consent } : {}
  try {
    // Cast: whoever edits their own cookie sees another order of the tabs, and nothing else.
    const { visitor, choices } = JSON.parse(decodeURIComponent(textOf('heddle'))) as {
      visitor?: string
      choices?: Visitor['choices']
    }
    return { consent, unit: visitor, choices }
  } catch {
    return { consent }
  }
}
