/**
 * Writes test/fixtures/assignment-vectors.json: what a port of `assign` to another language must answer.
 * Every value comes from the GrowthBook SDK, none from Heddle. Run by hand: node test/client/write-assignment-vectors.mjs
 */
import { writeFileSync } from 'node:fs'
import { askGrowthBook } from './growthbook.mjs'

const units = [
  'a',
  'visitor-1',
  'V1StGXR8_Z5jdHi6B-myT',
  '  spaced  ',
  '0',
  'null',
  'زائر',
  '访客',
  'Žofie',
  '🧵🧵',
  'e\u0301',
  'é',
]
const keys = ['home-tabs', 'help-label', 'k', 'мітка', '标签-1', '🧵']
const layers = ['home', 'checkout', 'الصفحة', '🧵']

const two = ['control', 'treatment']

const placeInExperiment = (key, unit) => askGrowthBook({ key, variants: two }, unit).place

/** The one step of 1/1,000 whose slice of the layer the unit is in. */
function placeInLayer(name, unit) {
  for (let step = 0; step < 1000; step++) {
    const layer = { name, from: step / 1000, to: (step + 1) / 1000 }
    if (askGrowthBook({ key: 'any', variants: two, layer }, unit).variant) return step / 1000
  }
  throw new Error(`"${unit}" is nowhere in the layer "${name}".`)
}

/** The first of unit-0, unit-1 … that stands exactly there. */
function unitAt(key, place) {
  for (let i = 0; ; i++) if (placeInExperiment(key, `unit-${i}`) === place) return `unit-${i}`
}

function answersOf(experiment, asked) {
  const { traffic, ...whole } = experiment
  return asked.map((unit) => {
    const { variant } = askGrowthBook(experiment, unit)
    if (variant) return { unit, variant }
    return { unit, excluded: askGrowthBook(whole, unit).variant ? 'traffic' : 'layer' }
  })
}

const arms = (count) => ['control', ...Array.from({ length: count - 1 }, (_, i) => `v${i + 1}`)]

/** Experiments, and the places at which a unit of each must be asked about: where rounding decides. */
const experiments = [
  { experiment: { key: 'home-tabs', variants: two } },
  { experiment: { key: 'help-label', variants: two, traffic: 0.4 }, at: [0.1999, 0.2, 0.4999, 0.5, 0.6999, 0.7] },
  { experiment: { key: 'none', variants: two, traffic: 0 } },
  { experiment: { key: 'thirds', variants: arms(3) }, at: [0.3333, 0.3334, 0.6666, 0.6667] },
  { experiment: { key: 'sevenths', variants: arms(7), traffic: 0.35 } },
  // 0.1 + 0.2 is a little more than 0.3, so the unit at 0.3 still belongs to the second variant.
  {
    experiment: { key: 'sum', variants: arms(3), weights: [0.1, 0.2, 0.7] },
    at: [0, 0.0999, 0.1, 0.2999, 0.3, 0.3001, 0.9999],
  },
  // Ten times 0.1 is a little less than 1, and weights that add up to 1 are not touched.
  {
    experiment: { key: 'ten', variants: arms(10), weights: Array(10).fill(0.1) },
    at: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9999],
  },
  { experiment: { key: 'zero', variants: arms(3), weights: [0, 0.5, 0.5] }, at: [0, 0.4999, 0.5] },
  { experiment: { key: 'layered', variants: two, layer: { name: 'home', from: 0, to: 0.5 } } },
  { experiment: { key: 'layered', variants: two, layer: { name: 'home', from: 0.5, to: 1 }, traffic: 0.5 } },
  {
    experiment: {
      key: 'мітка',
      variants: ['control', 'ярлик'],
      layer: { name: 'الصفحة', from: 0.25, to: 0.75 },
      traffic: 0.9,
    },
  },
]

const table = {
  about: [
    'fnv is 32-bit FNV-1a over the UTF-16 units of a text. A unit stands at fnv(decimal digits of fnv(key + unit)) mod',
    '10000 / 10000 in an experiment, and at fnv(unit + "__" + name) mod 1000 / 1000 in a layer. Variant i takes the places',
    'from start_i up to, not including, start_i + traffic * share_i, where start_i is the sum of the shares before it, added',
    'one by one in double precision. Shares are 1 / number of variants unless there are weights.',
  ].join(' '),
  placeInExperiment: keys.flatMap((key) => units.map((unit) => ({ key, unit, place: placeInExperiment(key, unit) }))),
  placeInLayer: layers.flatMap((layer) => units.map((unit) => ({ layer, unit, place: placeInLayer(layer, unit) }))),
  assignments: experiments.map(({ experiment, at = [] }) => {
    const asked = [...units, ...at.map((place) => unitAt(experiment.key, place))]
    return { experiment, units: answersOf(experiment, asked) }
  }),
}

/** Combining marks are escaped, so that no editor composes them. */
const json = (value) => JSON.stringify(value).replace(/\p{M}/gu, (mark) => `\\u0${mark.charCodeAt(0).toString(16)}`)

/** One entry a line: a change shows as the lines that changed. */
const lines = (list) => `[\n${list.map((entry) => `    ${json(entry)}`).join(',\n')}\n  ]`
const fields = Object.entries(table).map(
  ([name, value]) => `  "${name}": ${Array.isArray(value) ? lines(value) : json(value)}`,
)
writeFileSync(new URL('../fixtures/assignment-vectors.json', import.meta.url), `{\n${fields.join(',\n')}\n}\n`)
