/**
 * Knows who the visitor is, which visit this is, and which choices were made before.
 * Writes nothing until it is told to keep, and forgets everything at once.
 */

import type { Sticky } from './assignment.js'
import { booted } from './booted.js'
import { visitEndsAfterMs } from './limits.js'
import { randomId } from './random-id.js'
import type { UnitStore } from './unit-store.js'

export interface Identity {
  /** Whether an earlier page kept an id, or the site gave one. */
  readonly isKnown: boolean
  /** The visitor and the visit, at this moment: a visit ends after half an hour without an event. */
  readonly who: () => { readonly visitor: string; readonly session: string }
  /** The choice made before, if there was one. */
  readonly choice: (experiment: string) => Sticky | undefined
  readonly choose: (experiment: string, choice: Sticky) => void
  /** From now on, or no longer, what is known is written. */
  readonly run: (on: boolean) => void
  /** Erases what is stored; whoever comes after is somebody else. */
  readonly erase: () => void
}

/** @param given the visitor's id where the site knows one; it is used and never stored */
export function createIdentity(store: UnitStore, given: string | undefined): Identity {
  const stored = parsed(store.read())
  let { visitor = booted()?.visitor ?? randomId(), session = '', at = 0, choices } = stored
  let keeping = false

  const save = () => {
    if (!keeping) return
    // Another tab may have chosen meanwhile.
    store.write(JSON.stringify({ visitor, session, at, choices: { ...parsed(store.read()).choices, ...choices } }))
  }

  return {
    isKnown: !!(given ?? stored.visitor),
    who() {
      const now = Date.now()
      if (!(now - at < visitEndsAfterMs)) session = randomId()
      at = now
      save()
      return { visitor: given ?? visitor, session }
    },
    choice: (experiment) => (given ? undefined : choices?.[experiment]),
    choose(experiment, choice) {
      choices = { ...choices, [experiment]: choice }
      save()
    },
    run(on) {
      keeping = on
      save()
    },
    erase() {
      store.erase()
      visitor = randomId()
      at = 0
      choices = {}
    },
  }
}

interface Stored {
  readonly visitor?: string
  readonly session?: string
  /** When the visit last had an event, ms since the epoch. */
  readonly at?: number
  readonly choices?: { readonly [experiment: string]: Sticky }
}

function parsed(text: string | null | undefined): Stored {
  try {
    return JSON.parse(text as string) ?? {}
  } catch {
    return {}
  }
}
