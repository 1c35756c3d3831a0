/**
 * What a site's owner should know and a visitor never notices: failures of the world, not mistakes in code. Types only.
 */
import type { Rejection } from '@heddle/events'

export type Problem =
  /** The buffer failed; events wait in memory and are still sent. */
  | { readonly kind: 'buffer'; readonly cause: unknown }
  /** The collector will never store these events as they are. */
  | { readonly kind: 'rejected'; readonly rejected: readonly Rejection[] }
  /** A change threw; the unit is counted all the same, as `applied: false`. */
  | { readonly kind: 'change'; readonly experiment: string; readonly cause: unknown }
  /** The page's own code took the change off again and again; it has won, and the unit is counted as `applied: false`. */
  | { readonly kind: 'fight'; readonly experiment: string; readonly cause: unknown }
  /** The selector of an experiment has matched nothing for ten seconds: mostly a page where the experiment is not. */
  | { readonly kind: 'missing'; readonly experiment: string; readonly selector: string }
