/**
 * What earlier pages kept about the visitor, wherever it is: the boot script does not know which store the client was given.
 */
import { attempt } from '../attempt.js'
import type { Stored } from '../identity.js'

/** Reads what `local()` or `cookie()` has written. Empty where storage is blocked, or the text is damaged. */
export function readStored(): Stored {
  const inCookie = () => decodeURIComponent(/\bheddle=([^;]*)/.exec(document.cookie)?.[1] ?? '')
  return attempt(() => JSON.parse(localStorage.heddle ?? inCookie())) ?? {}
}
