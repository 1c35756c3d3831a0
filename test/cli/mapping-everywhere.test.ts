/** `--mapping` with every command that reads a log: the log of another tool is read as any. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { validatorOf } from '../analysis/validator.js'
import { heddle, temporaryFolder } from './heddle.js'

const fixture = fileURLToPath(new URL('../fixtures/foreign/ga4.ndjson', import.meta.url))

/** The sample with a second goal: half of those who bought have put something into the cart before. */
async function sample(folder: string): Promise<string> {
  const lines = (await readFile(fixture, 'utf8')).trim().split('\n')
  const carts = lines
    .filter((line) => line.includes('"purchase"'))
    .filter((_, place) => place % 2 === 0)
    .map((line) => line.replaceAll('"purchase"', '"add_to_cart"'))
  const path = join(folder, 'export.ndjson')
  await writeFile(path, [...lines, ...carts].join('\n'))
  return path
}

async function answerTo(...words: readonly string[]): Promise<unknown> {
  const folder = await temporaryFolder()
  const all = [...words, await sample(folder), '--mapping', 'ga4', '--format', 'json']
  const { code, out, err } = await heddle(all, folder)
  expect({ words, code, err }).toEqual({ words, code: 0, err: '' })
  const report: unknown = JSON.parse(out)
  const validate = validatorOf(words[0] === 'check' ? 'mapped-check-report' : `${words[0]}-report`)
  validate(report)
  expect([words, validate.errors ?? []]).toEqual([words, []])
  return report
}

test('share, paths, segments and slots read the log of another tool', async () => {
  expect(await answerTo('share', '--goals', 'purchase,add_to_cart')).toMatchObject({ version: 1 })
  expect(await answerTo('paths', '--after', 'purchase')).toMatchObject({ version: 1 })
  expect(await answerTo('segments', '--by', 'language')).toMatchObject({ experiment: 'home-tabs' })
  expect(await answerTo('slots', '--experiment', 'home-tabs')).toMatchObject({
    experiment: { experiment: 'home-tabs' },
  })
})

test('a funnel of it says nothing of a delivery that nobody can know', async () => {
  const funnel = await answerTo('funnel', '--goals', 'add_to_cart,purchase')
  expect(funnel).toMatchObject({ checks: { crossover: { units: 1 } } })
  expect(funnel).not.toHaveProperty('checks.delivery')
  expect(funnel).not.toHaveProperty('checks.loss')
})

test('a check of it says how much could be made of it', async () => {
  expect(await answerTo('check')).toMatchObject({
    mapped: { broken: { count: 1 }, delivery: { status: 'undefined' }, goals: ['add_to_cart', 'purchase'] },
    experiments: ['home-tabs'],
  })
})
