/**
 * Draws the visitors of an experiment and what they do, as a collector would have logged it. The variants come from the real
 * assignment, the truth is known. Pure: the same seed gives the same log.
 */
import type { Attributes, Experiment, Ledger, LoggedEvent, Saying } from '@heddle/events'
import { seededRandom } from '@heddle/stats/calibrate'
import { assign } from 'heddle'

/** A goal that visitors reach. */
export interface SimulatedGoal {
  readonly goal: string
  /** Chance of the control; with `after`, of those who reached that goal. */
  readonly chance: number
  /** A goal that comes first. */
  readonly after?: string
  /** Mean of its value, drawn from an exponential distribution; without it, it has none. */
  readonly worth?: number
}

/** What is true of a simulated experiment. */
export interface Truth {
  readonly experiment: Experiment
  readonly visitors: number
  readonly days: number
  readonly seed: number
  readonly goals: readonly SimulatedGoal[]
  /** Medians in the control, by name. */
  readonly vitals: ReadonlyMap<string, number>
  /** By variant, then by goal or vital: what its chance or value is multiplied by, less 1. */
  readonly effects: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By attribute, its values with their weights. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** By variant, the chance of an event to be lost on its way. */
  readonly losses: ReadonlyMap<string, number>
}

/** When the first visitor comes; any moment would do, and a fixed one makes logs comparable. */
const startMs = Date.UTC(2026, 0, 5)
const dayMs = 86_400_000
/** From the last event of a page to its batch, and on to the collector. */
const sentAfterMs = 1000
const onTheWayMs = 200
/** Deviation of the logarithm of a page's speed from that of the median. */
const vitalSpread = 0.5

/** The lines of the log, visitor by visitor in the order of their coming. Who is not part of the experiment leaves none. */
export function* simulatedLines(truth: Truth): Generator<LoggedEvent | Ledger> {
  const random = seededRandom(truth.seed)
  for (let visitor = 0; visitor < truth.visitors; visitor++) {
    const at = startMs + Math.floor(((visitor + random()) / truth.visitors) * truth.days * dayMs)
    yield* visitOf(`visitor-${truth.seed}-${visitor}`, at, truth, random)
  }
}

type Said = readonly [at: number, saying: Saying]

function* visitOf(id: string, start: number, truth: Truth, random: () => number): Generator<LoggedEvent | Ledger> {
  const attributes = drawAttributes(truth.attributes, random)
  const { experiment } = truth
  const assignment = assign(experiment, id, attributes)
  const said = saidBy(assignment.variant, attributes, start, truth, random)
  if (assignment.status !== 'assigned') return // After the draws: what one visitor does must not move the others.
  const end = said.reduce((last, [at]) => Math.max(last, at), start)
  const received = { sentAt: end + sentAfterMs, receivedAt: end + sentAfterMs + onTheWayMs }
  const stream = `stream of ${id}`
  const loss = truth.losses.get(assignment.variant) ?? 0
  for (const [index, [at, saying]] of said.entries()) {
    const isLost = loss > 0 && random() < loss
    if (!isLost) {
      yield { ...saying, ...{ stream, seq: index + 1, at, visitor: id, session: id, page: '/' }, ...received }
    }
  }
  yield { type: 'ledger', stream, issued: said.length, ...received }
}

/** Everything that a visit says, in the order of its happening. */
function saidBy(
  variant: string,
  attributes: Attributes,
  start: number,
  { experiment, goals, vitals, effects }: Truth,
  random: () => number,
): Said[] {
  const factorOf = (name: string) => 1 + (effects.get(variant)?.get(name) ?? 0)
  const revision = experiment.revision === undefined ? {} : { revision: experiment.revision }
  const named = Object.keys(attributes).length > 0 ? { attributes } : {}
  const said: Said[] = [...vitals].map(([name, median]) => [
    start,
    { type: 'vital', name, value: rounded(name, median * factorOf(name) * Math.exp(vitalSpread * normal(random))) },
  ])
  said.push([
    start + 300,
    { type: 'exposure', experiment: experiment.key, variant, by: 'sight', ...revision, ...named },
  ])
  const reachedAt = new Map<string, number>()
  for (const { goal, chance, after, worth } of goals) {
    const [luck, pause, value] = [random(), 2000 + 30_000 * exponential(random), exponential(random)]
    const from = after === undefined ? start + 300 : reachedAt.get(after)
    if (from === undefined || luck >= chance * factorOf(goal)) continue
    const at = from + Math.ceil(pause)
    reachedAt.set(goal, at)
    said.push([
      at,
      worth === undefined
        ? { type: 'click', goal }
        : { type: 'goal', goal, value: Math.round(value * worth * 100) / 100 },
    ])
  }
  return said.sort(([a], [b]) => a - b)
}

function drawAttributes(attributes: Truth['attributes'], random: () => number): Attributes {
  return Object.fromEntries([...attributes].map(([name, weights]) => [name, draw(weights, random)]))
}

function draw(weights: ReadonlyMap<string, number>, random: () => number): string {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  let left = random() * total
  for (const [value, weight] of weights) {
    left -= weight
    if (left < 0) return value
  }
  return [...weights.keys()].at(-1) ?? ''
}

/** Whole ms, and ten-thousandths of a layout shift. */
const rounded = (name: string, value: number) =>
  name === 'CLS' ? Math.round(value * 10_000) / 10_000 : Math.round(value)

const exponential = (random: () => number) => -Math.log(1 - random())

/** @see Box & Muller (1958), A note on the generation of random normal deviates */
function normal(random: () => number): number {
  return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * random())
}
