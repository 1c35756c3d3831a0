/**
 * A script over a log: is the new order of the tabs worth it, and may the numbers be read at all?
 *
 *   node examples/script/lift.mjs heddle-log
 *   node examples/script/lift.mjs export.ndjson ga4
 */
import { analyse, mean, proportion } from '@heddle/analysis'
import { log, readMapping } from '@heddle/analysis/node'
import { defineExperiment } from 'heddle'

const [path = 'heddle-log', tool] = process.argv.slice(2)

const tabs = defineExperiment('home-tabs', { control: ['fun', 'best', 'man'], bestFirst: ['best', 'fun', 'man'] })
const goal = tool === 'ga4' ? 'purchase' : 'best'
const metrics = { entered: proportion(goal), often: mean(goal) }
const source = log(path, tool === undefined ? {} : { mapping: await readMapping(tool) })

const report = await analyse(tabs, metrics, source)

const { sampleRatio, delivery } = report.checks
if (sampleRatio.status === 'ok' && sampleRatio.pValue < 0.001) throw new Error('The sample ratio is broken: stop here.')
console.log(delivery ? `${delivery.lost} of ${delivery.issued} events lost` : report.source.mapped?.delivery.reason)

// A table that a notebook can draw: one row for each metric and variant.
const rows = Object.entries(report.metrics).flatMap(([metric, { variants, comparisons }]) =>
  comparisons.map(({ variant, lift, pValue }) => ({
    metric,
    variant,
    units: variants[variant].n,
    value: variants[variant].value,
    lift: lift.status === 'ok' ? lift.estimate : null,
    low: lift.status === 'ok' ? lift.low : null,
    high: lift.status === 'ok' ? lift.high : null,
    pValue,
  })),
)
console.log(JSON.stringify(rows, null, 2))
