/**
 * Listens to a client by standing before its methods: all who take a client look them up at each call. What passes goes
 * on unchanged.
 */
import type { Saying } from '@heddle/events'
import { booted } from '../booted.js'
import type { Undo } from '../change.js'
import type { Client } from '../client.js'
import type { Journal } from './journal.js'

type Observed = Pick<Client, 'assign' | 'expose' | 'record' | 'onProblem'>

/** @param isSpoilt whether using the overlay made this saying untrue; then it stays here */
export function observe(client: Client, journal: Journal, isSpoilt: (saying: Saying) => boolean): Undo {
  const { assign, expose, record, onProblem } = client
  const before: Observed = { assign, expose, record, onProblem }
  const isBooted = (key: string, unit?: string) => unit === undefined && !!booted()?.met[key]
  const now: Observed = {
    assign(experiment, options) {
      const assignment = assign(experiment, options)
      const unit = options?.unit
      journal.meet(experiment, assignment, { unit, isBooted: isBooted(experiment.key, unit) })
      return assignment
    },
    expose(experiment, options) {
      const assignment = expose(experiment, options)
      const { unit, by = 'hand' } = options ?? {}
      journal.meet(experiment, assignment, { unit, isBooted: isBooted(experiment.key, unit), by })
      return assignment
    },
    record(saying) {
      if (isSpoilt(saying)) return
      journal.say(saying)
      record(saying)
    },
    onProblem(problem) {
      journal.complain(problem)
      onProblem(problem)
    },
  }
  Object.assign(client, now)
  return () => {
    // Whoever has come to stand before them since stays there. Cast: the names are those of the object above.
    const ours = Object.entries(before).filter(
      ([name]) => client[name as keyof Observed] === now[name as keyof Observed],
    )
    Object.assign(client, Object.fromEntries(ours))
  }
}
