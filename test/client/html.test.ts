// @vitest-environment happy-dom
import * as heddle from 'heddle'
import { startPage } from 'heddle/html'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { checkValue } from '../../packages/client/src/html/value-shapes.js'

beforeEach(() => {
  localStorage.clear()
  document.body.replaceChildren()
})

test('the script for pages without a build step offers all that the client exports, and needs an element of its own', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => void vi.restoreAllMocks())
  vi.resetModules() // It looks for its element when it is loaded, which an earlier test may have done.
  const script = await import('../../packages/client/src/html/script.js')
  expect(Object.keys(script)).toEqual(expect.arrayContaining(Object.keys(heddle)))
  expect(script.client).toBeUndefined()
  expect(error.mock.calls).toEqual([[expect.stringContaining('without type="module"')]])
})

/** Starts a page with this data; returns also what the console was told. */
function start(data: string, settings: DOMStringMap = { collector: 'https://collector.example' }) {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const block = document.createElement('script')
  block.type = 'application/json'
  block.dataset.heddleExperiments = ''
  block.textContent = data
  document.body.append(block)
  const started = startPage(settings)
  onTestFinished(() => {
    started?.client.close()
    vi.restoreAllMocks()
  })
  return { started, said: error.mock.calls.map(([sentence]) => sentence) }
}

const price = { key: 'price', variants: { control: 9, less: 8 } }

describe('the data of a page', () => {
  test('gives page code the experiments that it exposes by hand', () => {
    const { started, said } = start(JSON.stringify({ experiments: [price] }))
    expect(said).toEqual([])
    const experiment = started?.experiments.price
    expect(experiment && started.client.assign(experiment).value).toBeGreaterThanOrEqual(8)
  })

  test.each([
    ['[]', 'Heddle: The data in <script data-heddle-experiments>: An experiment file is a JSON object'],
    ['{}', 'Heddle: The data in <script data-heddle-experiments>: The experiment file has no list "experiments".'],
    ['{"experiments":[],"goals":"best"}', 'Heddle: The data in <script data-heddle-experiments>: "goals" in'],
    ['{"experiments":[{"key":"a","variants":{"control":1}}]}', 'Heddle: Experiment "a": add a variant to compare'],
  ])('that is wrong is said so, and a client starts all the same: %s', (data, sentence) => {
    const { started, said } = start(data)
    expect(said).toEqual([expect.stringContaining(sentence)])
    expect(started?.client.assign).toBeTypeOf('function')
  })

  test('starts nothing where no collector is named', () => {
    expect(start('{"experiments":[]}', {}).started).toBeUndefined()
  })
})

describe('a value', () => {
  test.each([
    ['attributes', { href: '/a', title: null }, { href: 1 }],
    ['classes', { wide: true }, { wide: 'yes' }],
    ['hide', false, 'no'],
    ['move', { before: '#a' }, { before: '#a', after: '#b' }],
    ['move', null, {}],
    ['relabel', 'Go', 5],
    ['relabel', { ar: 'x', default: 'Go' }, { ar: null }],
    ['reorder', ['a', 'b'], 'a, b'],
    ['replace', '#template', true],
  ])('is taken by %s as it takes it in code, and refused otherwise', (change, right, wrong) => {
    expect(() => checkValue(change, right)).not.toThrow()
    expect(() => checkValue(change, wrong)).toThrow(`"${change}" takes`)
    expect(() => checkValue([change, change], [right, right])).not.toThrow()
    expect(() => checkValue([change, change], [right, wrong])).toThrow(`"${change}" takes`)
    expect(() => checkValue([change, change], [right])).toThrow('take a list of 2 values')
  })
})
