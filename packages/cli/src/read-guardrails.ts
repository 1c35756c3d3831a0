/**
 * The guardrails on a command line: which metric, by how much it may get worse; and which way metrics are good.
 * Pure.
 */
import type { Guardrail } from '@heddle/analysis'
import { listOf, type Options } from './command.js'

export type ReadGuardrails =
  | {
      readonly status: 'guardrails'
      readonly guardrails: readonly Guardrail[]
      /** Which way metrics are good, guardrails or not. */
      readonly good: { readonly [metric: string]: 'up' | 'down' }
    }
  | { readonly status: 'wrong'; readonly sentence: string }

/** `--guardrail load=2%` is a share of control, `--guardrail load=0.05` an amount; `--good load=down` says that less is good. */
export function readGuardrails(options: Options): ReadGuardrails {
  const good = new Map<string, 'up' | 'down'>()
  for (const text of listOf(options, 'good')) {
    const [, metric = '', way] = /^(.+)=(up|down)$/s.exec(text) ?? []
    if (way !== 'up' && way !== 'down') {
      return wrong(`--good is a metric and a direction, such as --good load=down; got "${text}".`)
    }
    good.set(metric.trim(), way)
  }
  const guardrails: Guardrail[] = []
  for (const text of listOf(options, 'guardrail')) {
    const [, name = '', amount = '', percent = ''] = /^(.+)=\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/s.exec(text) ?? []
    const metric = name.trim()
    const value = Number(amount)
    if (metric === '' || !(value > 0)) {
      return wrong(
        `--guardrail is a metric and how much worse it may get, such as load=2% or load=0.05; got "${text}".`,
      )
    }
    if (guardrails.some((known) => known.metric === metric)) {
      return wrong(`"${metric}" is a guardrail twice; give it one margin.`)
    }
    const margin = percent === '%' ? { relative: value / 100 } : { absolute: value }
    guardrails.push({ metric, margin })
  }
  return { status: 'guardrails', guardrails, good: Object.fromEntries(good) }
}

const wrong = (sentence: string): ReadGuardrails => ({ status: 'wrong', sentence })
