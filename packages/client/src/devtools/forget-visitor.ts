/**
 * Makes a stranger of this browser's visitor: who comes next is assigned anew.
 */
import { cookie, local } from '../unit-store.js'

/**
 * Erases the id, the visit and the choices, in localStorage and in the cookie of this host and of each domain above it.
 * What the site keeps itself, in a store or an id of its own, is the site's; events that wait stay and are sent.
 */
export function forgetVisitor(): void {
  local().erase()
  cookie().erase()
  const labels = location.hostname.split('.')
  // A browser refuses a cookie for a domain as wide as "com", so that nothing happens there.
  for (const i of labels.keys()) cookie({ domain: labels.slice(i).join('.') }).erase()
}
