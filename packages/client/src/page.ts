/**
 * What the page and the browser say about themselves.
 */
import type { Attributes } from '@heddle/events'

/** The segments that layouts differ by. `lang` is the page's language without its region; `device` goes by the width that the layout has. */
export function pageAttributes(): Attributes {
  const { lang, dir } = document.documentElement
  return {
    lang: (lang || navigator.language).replace(/-.*/, ''),
    dir: dir || 'ltr',
    device: innerWidth < 600 ? 'phone' : innerWidth < 1024 ? 'tablet' : 'desktop',
  }
}

/** Global Privacy Control or Do Not Track. @see https://www.w3.org/TR/gpc/ */
export function asksForPrivacy(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean }
  return globalPrivacyControl || doNotTrack === '1'
}
