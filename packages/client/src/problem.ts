/**
 * What a site's owner should know and a visitor never notices: failures of the world, not mistakes in code. Types only.
 */
import type { Rejection, StreamRange } from '@heddle/events'

export type Problem =
  /** The buffer failed; events wait in memory and are still sent. */
  | { readonly kind: 'buffer'; readonly cause: unknown }
  /** The collector will never store these events as they are. */
  | { readonly kind: 'rejected'; readonly rejected: readonly Rejection[] }
  /** These events were given up, and the collector is told so: too many wait, or it refuses them even alone. */
  | { readonly kind: 'dropped'; readonly reason: string; readonly dropped: readonly StreamRange[] }
  /** So many attempts have failed in a row; events are kept, and it is tried at most every 30 seconds. */
  | { readonly kind: 'unreachable'; readonly attempts: number }
  /** An event that cannot be written as JSON; it was not recorded. */
  | { readonly kind: 'event'; readonly cause: unknown }
  /** A change threw; the unit is counted all the same, as `applied: false`. */
  | { readonly kind: 'change'; readonly experiment: string; readonly cause: unknown }
  /** The page's own code took the change off again and again; it has won, and the unit is counted as `applied: false`. */
  | { readonly kind: 'fight'; readonly experiment: string; readonly cause: unknown }
  /** The selector of an experiment has matched nothing for ten seconds: mostly a page where the experiment is not. */
  | { readonly kind: 'missing'; readonly experiment: string; readonly selector: string }
