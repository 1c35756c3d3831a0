/**
 * Remembers what a client was asked and told since the devtools were opened. Knows neither the client nor the overlay.
 */
import type { Saying, Variants } from '@heddle/events'
import type { Assignment, Definition, Exclusion } from '../assignment.js'
import type { Problem } from '../problem.js'

/** An experiment as one unit met it. */
export interface Meeting {
  readonly key: string
  /** What was randomised, where that is not the visitor. */
  readonly unit: string | undefined
  readonly variants: readonly string[]
  readonly variant: string
  readonly status: Assignment['status']
  readonly reason?: Exclusion
  readonly layer: string | undefined
  /** The boot script had decided before the client started. */
  readonly isBooted: boolean
  readonly applied?: { readonly done: boolean; readonly reason?: string | undefined }
  readonly seenBy?: By
}

export type By = 'sight' | 'click' | 'hand'

/** Something that happened, and when: ms since the epoch. */
export interface Entry<What> {
  readonly at: number
  readonly what: What
}

export interface Journal {
  /** In the order in which they were met. */
  readonly meetings: () => readonly Meeting[]
  /** Newest first, at most `maxEntries`. */
  readonly sayings: () => readonly Entry<Saying>[]
  /** Newest first, at most `maxEntries`. */
  readonly problems: () => readonly Entry<Problem>[]
  readonly meet: <V extends Variants>(
    experiment: Definition<V>,
    assignment: Assignment<V>,
    how: { readonly unit?: string | undefined; readonly isBooted: boolean; readonly by?: By },
  ) => void
  readonly say: (saying: Saying) => void
  readonly complain: (problem: Problem) => void
}

/** A page that runs for hours must not fill the memory. */
const maxEntries = 100

/** @param onChange called after each change, in the middle of what the client does: it must be quick */
export function createJournal(onChange: () => void): Journal {
  const meetings = new Map<string, Meeting>()
  const sayings: Entry<Saying>[] = []
  const problems: Entry<Problem>[] = []
  const idOf = (key: string, unit?: string) => `${key}\n${unit ?? ''}`

  function add<What>(entries: Entry<What>[], what: What) {
    entries.unshift({ at: Date.now(), what })
    entries.length = Math.min(entries.length, maxEntries)
    onChange()
  }

  return {
    meetings: () => [...meetings.values()],
    sayings: () => sayings,
    problems: () => problems,
    meet({ key, variants, layer }, assignment, { unit, isBooted, by }) {
      const id = idOf(key, unit)
      const before = meetings.get(id)
      const seenBy = before?.seenBy ?? by
      const { variant, status } = assignment
      meetings.set(id, {
        ...before,
        key,
        unit,
        variants: Object.keys(variants),
        variant,
        status,
        layer: layer?.name,
        isBooted,
        ...(status === 'excluded' && { reason: assignment.reason }),
        ...(seenBy && { seenBy }),
      })
      onChange()
    },
    say(saying) {
      if (saying.type === 'applied') {
        const id = idOf(saying.experiment)
        const meeting = meetings.get(id)
        const applied = { done: saying.applied, reason: saying.reason }
        if (meeting) meetings.set(id, { ...meeting, applied })
      }
      add(sayings, saying)
    },
    complain: (problem) => add(problems, problem),
  }
}
