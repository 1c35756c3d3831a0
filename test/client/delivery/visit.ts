/**
 * A page with a client whose delivery outlives it. Two visits with one place for rows are two tabs, or a page and the next.
 */
import { type Client, type Consent, defineGoal, type Problem } from 'heddle'
import type { Buffer } from '../../../packages/client/src/delivery/buffer.js'
import { durable } from '../../../packages/client/src/delivery/durable.js'
import { memoryRows } from '../../../packages/client/src/delivery/memory-rows.js'
import type { WaitingRow } from '../../../packages/client/src/delivery/waiting-row.js'
import { clientWith } from '../page.js'
import { type Answering, type Recorder, recorder, settleAll } from '../recorder.js'

export const here = 'https://collector.example'
const goal = defineGoal('help')

export interface Visit extends Omit<Recorder, 'transport'> {
  readonly client: Client
  readonly problems: readonly Problem[]
  /** Records one event with this value; it is a row of its own once a microtask has passed. */
  readonly say: (value?: number) => void
  /** What waits in the place. */
  readonly rows: () => Promise<readonly WaitingRow[]>
}

export interface VisitOptions {
  readonly place?: (destination: string) => Buffer
  readonly consent?: Consent
  readonly destination?: string
}

/** @param answer of the collector; default: it stores everything and says so */
export function visit(answer: Answering = settleAll, options: VisitOptions = {}): Visit {
  const { place = memoryRows(), consent = 'granted', destination = here } = options
  const problems: Problem[] = []
  const { transport, ...rest } = recorder(answer, destination)
  const onProblem = (problem: Problem) => void problems.push(problem)
  const client = clientWith({ transport, buffer: durable(place), consent, onProblem })
  return {
    ...rest,
    client,
    problems,
    say: (value) => client.track(goal, value),
    rows: () => place(destination).take(1000, undefined),
  }
}

export const seqs = (events: readonly { readonly seq: number }[]): readonly number[] => events.map(({ seq }) => seq)

export const valuesOf = (events: Visit['sent'][number]['events']): readonly unknown[] =>
  events.map((event) => event.type === 'goal' && event.value)

/** The numbers of what waits. */
export const rangesOf = (rows: readonly WaitingRow[]): readonly (readonly number[])[] =>
  rows.map(({ from, to }) => [from, to])
