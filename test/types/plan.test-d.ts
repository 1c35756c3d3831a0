/**
 * What the compiler must accept of plans, and what it must refuse. Compiled with the tests, never run.
 */
import { plan, proportion, quantile, vital } from '@heddle/analysis'
import { defineExperiment } from 'heddle'

const tabs = defineExperiment('home-tabs', { control: 1, bestFirst: 2 })
const metrics = { entered: proportion('best'), load: quantile(vital('LCP'), 0.75) }

plan(tabs, { primary: 'entered', guardrails: { load: { margin: 0.02 } }, units: 20_000, metrics })
// Without metrics any name will do; the report says which there are.
plan(tabs, { primary: 'anything', guardrails: { other: { absolute: 1 } }, units: 20_000 })

// @ts-expect-error: a misspelt metric decides.
plan(tabs, { primary: 'enterd', units: 20_000, metrics })
// @ts-expect-error: a misspelt guardrail guards nothing.
plan(tabs, { primary: 'entered', guardrails: { laod: { margin: 0.02 } }, units: 20_000, metrics })
// @ts-expect-error: a margin has a form.
plan(tabs, { primary: 'entered', guardrails: { load: 0.02 }, units: 20_000, metrics })
// @ts-expect-error: nobody knows when it is time.
plan(tabs, { primary: 'entered' })
// @ts-expect-error: the look has another name.
plan(tabs, { primary: 'entered', units: 20_000, look: 'sequential' })
