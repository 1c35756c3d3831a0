/**
 * Knows who the visitor is, which visit this is, and which choices were made before.
 * Writes nothing until it is told to keep, and forgets everything at once.
 */
import type { Sticky } from './assignment.js'
import { attempt } from './attempt.js'
import { booted } from './booted.js'
import { visitEndsAfterMs } from './limits.js'
import { randomId } from './random-id.js'
import type { UnitStore } from './unit-store.js'

export interface Identity {
  /** Whether an earlier page kept an id, or the site gave one. */
  readonly isKnown: boolean
  /** The visitor and the visit, at this moment: a visit ends after half an hour without an event. */
  readonly who: () => { readonly visitor: string; readonly session: string }
  /** The choices made before, by experiment. One that is added is kept with the next event. */
  choices: { [experiment: string]: Sticky }
  /**
   * From now on, or no longer, what is known is written.
   *
   * @param forget what is stored; whoever comes after is somebody else
   */
  readonly run: (on: boolean, forget: boolean) => void
}

/** @param given the visitor's id where the site knows one; it is used and never stored */
export function createIdentity(store: UnitStore, given: string | undefined): Identity {
  const stored = parsed(store.read())
  let { visitor = booted()?.visitor ?? randomId(), session = '', at = 0 } = stored
  let keeping = false

  const save = () => {
    if (!keeping) return
    // Another tab may have chosen meanwhile.
    const choices = { ...parsed(store.read()).choices, ...identity.choices }
    store.write(JSON.stringify({ visitor, session, at, choices }))
  }

  const identity: Identity = {
    choices: { ...(given ? undefined : stored.choices) },
    isKnown: !!(given ?? stored.visitor),
    who() {
      if (!(at > Date.now() - visitEndsAfterMs)) session = randomId()
      at = Date.now()
      save()
      return { visitor: given ?? visitor, session }
    },
    run(on, forget) {
      keeping = on
      save()
      if (!forget) return
      store.erase()
      visitor = randomId()
      at = 0
      identity.choices = {}
    },
  }
  return identity
}

export interface Stored {
  readonly visitor?: string
  readonly session?: string
  /** When the visit last had an event, ms since the epoch. */
  readonly at?: number
  readonly choices?: { readonly [experiment: string]: Sticky }
}

export function parsed(text: string | null | undefined): Stored {
  return attempt(() => JSON.parse(text as string)) ?? {}
}
