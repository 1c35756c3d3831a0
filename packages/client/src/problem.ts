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
