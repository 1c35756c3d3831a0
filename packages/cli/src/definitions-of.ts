/**
 * What a module of definitions exports: experiments, goals, plans and metrics, each known by its form. Pure.
 */
import { isMetric, type Metric, type Definitions as Said } from '@heddle/analysis'
import { decodeExperimentFile, decodePlan, type FileExperiment, isObject, type PlannedExperiment } from '@heddle/events'

/** What is tested and what is computed, from wherever it was read. */
export interface Definitions extends Said {
  /** Experiments whose audience is a function, which only the page can ask: here they are without it. */
  readonly askedByPage?: readonly string[]
}

/**
 * Whatever is none of the four is passed over: a module may export other things as well.
 *
 * @param place the file, for messages
 * @param exported the module's exports, by their names
 * @throws Error that names the file, the export and what was wrong with it
 */
export function definitionsOf(place: string, exported: { readonly [name: string]: unknown }): Definitions {
  const experiments = new Map<string, FileExperiment>()
  const goals: string[] = []
  const plans: { readonly name: string; readonly plan: PlannedExperiment }[] = []
  const metrics = new Map<string, Metric>()
  const askedByPage: string[] = []
  for (const [name, value] of Object.entries(exported)) {
    if (!isObject(value)) continue
    try {
      if (isExperiment(value) && typeof value.audience === 'function') askedByPage.push(value.key)
      if (isExperiment(value)) addOnce(experiments, value.key, experimentOf(value), 'experiment')
      else if (isPlan(value)) plans.push({ name, plan: planOf(value) })
      else if (isMetric(value)) addOnce(metrics, name, value, 'metric')
      else if (isGoal(value)) goals.push(value.key)
      else for (const [metric, one] of metricsIn(value)) addOnce(metrics, metric, one, 'metric')
    } catch (cause) {
      throw new Error(`${place}, export "${name}": ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
  }
  for (const { name, plan } of plans) {
    const { experiment: key, ...own } = plan
    const found = experiments.get(key)
    if (!found) throw new Error(`${place}, export "${name}": the file exports no experiment "${key}" to be planned.`)
    if (found.plan !== undefined) throw new Error(`${place}, export "${name}": experiment "${key}" has a plan already.`)
    experiments.set(key, { ...found, plan: own })
  }
  if (experiments.size === 0) {
    throw new Error(`${place} exports no experiment; write export const tabs = defineExperiment(…).`)
  }
  return {
    file: { experiments: [...experiments.values()], goals: [...new Set(goals)], metrics: {} },
    ...(metrics.size > 0 ? { metrics: Object.fromEntries(metrics) } : {}),
    ...(askedByPage.length > 0 ? { askedByPage } : {}),
  }
}

function addOnce<Value>(map: Map<string, Value>, key: string, value: Value, what: string): void {
  if (map.has(key)) throw new Error(`there is another ${what} "${key}".`)
  map.set(key, value)
}

interface Keyed {
  readonly key: string
}

const isKeyed = (value: object): value is Keyed => 'key' in value && typeof value.key === 'string'

const isExperiment = (value: object): value is Keyed & { readonly audience?: unknown } =>
  isKeyed(value) && 'variants' in value

const isGoal = (value: object): value is Keyed => isKeyed(value) && Object.keys(value).length === 1

const isPlan = (value: object): value is { readonly experiment: string } =>
  'experiment' in value && typeof value.experiment === 'string' && 'primary' in value

/** `export const metrics = { … }`, under whatever name. */
function metricsIn(value: { readonly [name: string]: unknown }): (readonly [string, Metric])[] {
  const entries = Object.entries(value)
  const found = entries.flatMap(([name, one]) => (isMetric(one) ? [[name, one] as const] : []))
  return found.length === entries.length ? found : []
}

/** Its data; an audience that is a function is asked by the page alone. */
function experimentOf(value: { readonly [field: string]: unknown }): FileExperiment {
  const { assign: _assign, audience, ...data } = value
  const known = typeof audience === 'function' ? data : { ...data, ...(audience === undefined ? {} : { audience }) }
  const [experiment] = decodeExperimentFile({ experiments: [known] }).experiments
  if (!experiment) throw new TypeError('it is no experiment')
  if (experiment.plan !== undefined) decodePlan(experiment.key, experiment.plan)
  return experiment
}

function planOf({ experiment, ...own }: { readonly experiment: string }): PlannedExperiment {
  return { experiment, ...decodePlan(experiment, own) }
}
