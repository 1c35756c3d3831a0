/**
 * What was decided before the start of an experiment: the metric that decides, what must not get worse, how many units it
 * takes and how they are looked at. In code and in the experiment file alike.
 * Pages need none of it, so nothing that a page imports imports this.
 */
import type { Experiment } from './experiment.js'
import { isObject } from './is-object.js'

/** How much worse a guardrail may get: a share of the control, 0.02 is 2 %; or an amount, where the control may be near zero. */
export type PlannedMargin = { readonly margin: number } | { readonly absolute: number }

/** A plan; `Name` is what its metrics may be called. */
export interface Plan<Name extends string = string> {
  /** What is expected, and why: for those who read the report later. */
  readonly hypothesis?: string
  /** The one metric that decides. */
  readonly primary: Name
  /** Metrics that must not get worse by more than their margin. */
  readonly guardrails?: { readonly [Metric in Name]?: PlannedMargin }
  /** Accepted chance of a false alarm, between 0 and 1; default 0.05. */
  readonly alpha?: number
  /** Units of all variants together; a whole number from 1 on. `heddle power` says how many it takes. */
  readonly units: number
  /**
   * When the data may decide; default `always-valid`.
   *
   * - `always-valid`: as often as anybody likes
   * - `fixed`: once, when the units are there
   * - `group-sequential`: at a few looks, evenly spaced
   */
  readonly look?: 'always-valid' | 'fixed' | 'group-sequential'
  /** Of `group-sequential`: how many looks, 1 to 50; default 4. */
  readonly looks?: number
  /**
   * If the primary metric has won and a guardrail is open: `wait` for more units (default), `ship` all the same, or
   * `keep-control` once the units are there.
   */
  readonly undecided?: 'wait' | 'ship' | 'keep-control'
  /** Planned first and last day, such as `2026-03-01`: for those who read the report; nothing is computed from them. */
  readonly start?: string
  readonly end?: string
}

/** A plan as a value of its own, apart from the experiment that the page carries. */
export interface PlannedExperiment extends Plan {
  /** Key of the experiment. */
  readonly experiment: string
}

/** Metrics by their names; what they are does not matter to a plan. */
interface Named {
  readonly [metric: string]: unknown
}

/**
 * Says before the start how an experiment will be decided. It is a value of its own, for a file that no page imports:
 * `heddle init` writes one.
 *
 * @param options with `metrics`, the compiler knows the names that `primary` and `guardrails` may have
 * @throws TypeError or RangeError that names the experiment and what to do
 * @example plan(tabs, { primary: 'entered', guardrails: { load: { margin: 0.02 } }, units: 20_000, metrics })
 */
export function plan<Metrics extends Named = Named>(
  experiment: Pick<Experiment, 'key'>,
  { metrics, ...options }: Plan<NoInfer<keyof Metrics & string>> & { readonly metrics?: Metrics },
): PlannedExperiment {
  const checked = decodePlan(experiment.key, options)
  const unknown = [checked.primary, ...Object.keys(checked.guardrails ?? {})].find(
    (name) => metrics && !Object.hasOwn(metrics, name),
  )
  if (metrics && unknown !== undefined) {
    throw new RangeError(
      `Experiment "${experiment.key}": its plan names "${unknown}", which is no metric. The metrics are: ${Object.keys(metrics).join(', ') || 'none'}.`,
    )
  }
  return { experiment: experiment.key, ...checked }
}

const looks = ['always-valid', 'fixed', 'group-sequential']
const mostLooks = 50

/** Each field: whether a value will do, and what it should have been. */
const fields: {
  readonly [Field in keyof Required<Plan>]: readonly [accepts: (value: unknown) => boolean, is: string]
} = {
  hypothesis: [(value) => typeof value === 'string', 'a text'],
  primary: [isName, 'the name of the metric that decides'],
  guardrails: [
    isGuardrails,
    'metrics by name, each with a "margin", a share above 0 such as 0.02, or an "absolute" amount above 0',
  ],
  alpha: [(value) => typeof value === 'number' && value > 0 && value < 1, 'a share between 0 and 1, 0.05 is usual'],
  units: [isCount, 'a whole number of units, all variants together, from 1 on'],
  look: [(value) => looks.some((look) => look === value), `one of ${looks.join(', ')}`],
  looks: [(value) => isCount(value) && value <= mostLooks, `a whole number from 1 to ${mostLooks}`],
  undecided: [
    (value) => value === 'wait' || value === 'ship' || value === 'keep-control',
    'wait, ship or keep-control',
  ],
  start: [isDay, 'a date such as 2026-03-01'],
  end: [isDay, 'a date such as 2026-03-01'],
}

/**
 * A plan from unknown input, such as an experiment file. A field that is not known is an error: a misspelt guardrail
 * would guard nothing.
 *
 * @param experiment its key, for the sentence
 * @throws TypeError that names the experiment, the field and what it should be
 */
export function decodePlan(experiment: string, input: unknown): Plan {
  const wrong = (what: string) => new TypeError(`Experiment "${experiment}": its plan ${what}.`)
  if (!isObject(input)) throw wrong('is an object with at least "primary" and "units"')
  for (const [field, value] of Object.entries(input)) {
    if (!isField(field)) throw wrong(`has no field "${field}"; there is ${Object.keys(fields).join(', ')}`)
    const [accepts, is] = fields[field]
    if (value !== undefined && !accepts(value)) throw wrong(`has a field "${field}" that should be ${is}`)
  }
  for (const field of ['primary', 'units'] as const) {
    if (input[field] === undefined) throw wrong(`needs "${field}": ${fields[field][1]}`)
  }
  // The one place where checked input becomes typed.
  const checked = input as unknown as Plan
  const { primary, guardrails = {}, look, start, end } = checked
  if (Object.hasOwn(guardrails, primary)) {
    throw wrong(`has "${primary}" as primary metric and as guardrail; it can only be one of them`)
  }
  if (checked.looks !== undefined && look !== 'group-sequential') {
    throw wrong('has "looks", which only "look": "group-sequential" asks for')
  }
  if (start !== undefined && end !== undefined && Date.parse(end) < Date.parse(start)) {
    throw wrong(`ends (${end}) before it starts (${start})`)
  }
  return checked
}

const isField = (name: string): name is keyof Plan => Object.hasOwn(fields, name)

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value))
}

function isGuardrails(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isMargin)
}

function isMargin(value: unknown): boolean {
  if (!isObject(value)) return false
  const [[field, size] = [], ...more] = Object.entries(value)
  return more.length === 0 && (field === 'margin' || field === 'absolute') && isAbove0(size)
}

const isAbove0 = (value: unknown) => typeof value === 'number' && value > 0 && value < Infinity
