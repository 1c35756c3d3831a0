/**
 * The plan of an experiment's looks on a command line: how many units were planned, and what a look may conclude.
 * Pure; what the looks mean is the analysis's knowledge.
 */
import type { PlannedLook } from '@heddle/analysis'
import { type Options, textOf } from './command.js'
import { countOf } from './read-number.js'

export const lookRules = ['always-valid', 'fixed', 'group-sequential'] as const

export type ReadLook =
  | { readonly status: 'look'; readonly look: PlannedLook }
  | { readonly status: 'none' }
  | { readonly status: 'wrong'; readonly sentence: string }

const mostLooks = 50

export function readLook(options: Options): ReadLook {
  const [planned, rule, looks] = ['plannedUnits', 'look', 'looks'].map((name) => textOf(options, name))
  if (planned === undefined) {
    if (rule !== undefined) return wrong(`--look ${rule} needs --planned-units as well: how many units were planned.`)
    if (looks === undefined) return { status: 'none' }
    return wrong('--looks needs --planned-units and --look group-sequential as well.')
  }
  const plannedUnits = countOf(planned)
  if (plannedUnits === undefined || plannedUnits < 1) {
    return wrong(`--planned-units is a whole number of units, all variants together, from 1 on; got "${planned}".`)
  }
  if (looks !== undefined && rule !== 'group-sequential') {
    return wrong('--looks says how many looks are planned, which only --look group-sequential asks for.')
  }
  const count = looks === undefined ? undefined : countOf(looks)
  if (looks !== undefined && (count === undefined || count < 1 || count > mostLooks)) {
    return wrong(`--looks is a whole number from 1 to ${mostLooks}, got "${looks}".`)
  }
  return {
    status: 'look',
    look: {
      plannedUnits,
      rule: lookRules.find((known) => known === rule) ?? 'always-valid',
      ...(count === undefined ? {} : { looks: count }),
    },
  }
}

const wrong = (sentence: string): ReadLook => ({ status: 'wrong', sentence })
