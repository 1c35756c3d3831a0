/**
 * What earlier pages kept about the visitor, wherever it is: the boot script does not know which store the client was given.
 */
import type { Stored } from '../identity.js'

/** Reads what `local()` or `cookie()` has written. Empty where storage is blocked, or the text is damaged. */
export function readStored(): Stored {
  try {
    const [, inCookie = ''] = /\bheddle=([^;]*)/.exec(document.cookie) ?? []
    return JSON.parse(localStorage.heddle ?? decodeURIComponent(inCookie)) ?? {}
  } catch {
    return {}
  }
}
