/**
 * The options of metrics by name: the same words in code, in an experiment file and in text, there as `window=7 d`.
 */
import { partsOf, unquoted } from './name-text.js'

/** How each is written, with a value as an example. */
const examples = {
  window: '7 d',
  complete: 'true',
  before: '14 d',
  covariate: 'sessions()',
  cap: '0.999',
  scale: '100',
  within: '1 d',
  strict: 'true',
  rolling: 'true',
  item: 'tab-best',
  slot: '0',
  population: 'applied',
  direction: 'down',
  only: undefined,
} as const

export type OptionName = keyof typeof examples

/** For messages: each as it stands in text. */
export function optionForms(names: readonly OptionName[]): string {
  return names.map((name) => (name === 'only' ? 'only lang=ar' : `${name}=${examples[name]}`)).join(', ')
}

/** What stands between a metric's brackets: what it is over, and its options by name as an experiment file has them. */
export interface MetricText {
  readonly over: readonly string[]
  readonly options: { readonly [name: string]: unknown }
}

/** @throws TypeError that repeats the text, if an option stands there twice */
export function readMetricText(text: string, inside: string): MetricText {
  const over: string[] = []
  const options = new Map<string, unknown>()
  const only = new Map<string, string>()
  const add = <Value>(to: Map<string, Value>, name: string, value: Value) => {
    if (to.has(name)) throw new TypeError(`Metric "${text}" says "${name}" twice.`)
    to.set(name, value)
  }
  for (const part of partsOf(inside, ',')) {
    const [, attribute, wanted = ''] = /^only\s+(.+?)\s*=\s*(.*)$/s.exec(part) ?? []
    const [, name, value = ''] = /^(\w+)\s*=\s*(.*)$/s.exec(part) ?? []
    if (attribute !== undefined) add(only, unquoted(attribute), unquoted(wanted))
    else if (name !== undefined) add(options, name, readValue(name, value))
    else over.push(part)
  }
  return {
    over,
    options: { ...Object.fromEntries(options), ...(only.size > 0 ? { only: Object.fromEntries(only) } : {}) },
  }
}

/** As JSON would have it: what reads as a number or as true or false is that, unless it is a name. */
function readValue(name: string, text: string): string | number | boolean {
  if (name === 'item' || text.startsWith('"')) return unquoted(text)
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
