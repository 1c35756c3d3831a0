/**
 * What earlier pages kept about the visitor, wherever it is: the boot script does not know which store the client was given.
 */
import { parsed, type Stored } from '../identity.js'

/** Reads what `local()` or `cookie()` has written. Empty where storage is blocked, or the text is damaged. */
export function readStored(): Stored {
  try {
    return parsed(
      localStorage.getItem('heddle') ?? decodeURIComponent(/heddle=([^;]*)/.exec(document.cookie)?.[1] as string),
    )
  } catch {
    return {}
  }
}
