/** What is tested and computed, read from the module that the page imports, or from a file. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { proportion } from '@heddle/analysis'
import { describe, expect, test } from 'vitest'
import { readDefinitions } from '../../packages/cli/src/read-definitions.js'
import { temporaryFolder } from './heddle.js'

const imports = `
import { mean, plan, proportion } from '@heddle/analysis'
import { defineExperiment, defineGoal } from 'heddle'
`
const tabs = `export const tabs = defineExperiment('home-tabs', { control: 1, bestFirst: 2 }, { weights: { bestFirst: 3 } })
`

async function read(text: string, name = 'experiments.ts') {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, text)
  return readDefinitions(path)
}

describe('a module of definitions', () => {
  test('gives experiments, goals, plans and metrics, whatever else it exports', async () => {
    const { file, metrics } = await read(
      `${imports}${tabs}
      import './page.css'
      export const best = defineGoal('best')
      export const metrics = { entered: proportion(best), worth: mean('order', 'value') }
      export const tabsPlan = plan(tabs, { primary: 'entered', units: 20_000, metrics })
      export const answer: number = 42
      export function nothing() {}
    `.replace("import './page.css'", ''),
    )
    expect(file.goals).toEqual(['best'])
    expect(file.experiments).toEqual([
      {
        ...{ key: 'home-tabs', variants: { control: 1, bestFirst: 2 }, weights: { bestFirst: 3 } },
        plan: { primary: 'entered', units: 20_000 },
      },
    ])
    expect(Object.keys(metrics ?? {})).toEqual(['entered', 'worth'])
    expect(metrics?.entered).toEqual(proportion('best'))
  })

  test('may export metrics one by one, and styles may be imported', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'page.css'), 'body { margin: 0 }')
    await writeFile(
      join(folder, 'experiments.ts'),
      `${imports}import './page.css'\n${tabs}export const entered = proportion('best')`,
    )
    expect((await readDefinitions(join(folder, 'experiments.ts'))).metrics).toEqual({ entered: proportion('best') })
  })

  test('leaves a function that judges the audience to the page', async () => {
    const { file } = await read(
      `${imports}export const tabs = defineExperiment('t', { control: 1, other: 2 }, { audience: ({ lang }) => lang === 'ar' })`,
    )
    expect(file.experiments).toEqual([{ key: 't', variants: { control: 1, other: 2 } }])
  })

  test.each([
    ['a syntax error', `${tabs}export const =`, /experiments\.ts cannot be read: line 2, column 14: /],
    ['a missing module', "import './x.js'", /cannot be read: line 1, column 8: Could not resolve "\.\/x\.js"\./],
    [
      'a mistake in an experiment',
      `${imports}export const a = defineExperiment('a', { control: 1 })`,
      /experiments\.ts could not be run: Experiment "a": add a variant/,
    ],
    ['no experiment', 'export const a = 1', /experiments\.ts exports no experiment; write export const tabs/],
    [
      'a plan of another',
      `${imports}${tabs}export const p = plan({ key: 'x' }, { primary: 'a', units: 1 })`,
      /experiments\.ts, export "p": the file exports no experiment "x" to be planned/,
    ],
    [
      'two plans',
      `${imports}${tabs}export const p = plan(tabs, { primary: 'a', units: 1 }); export const q = p`,
      /export "q": experiment "home-tabs" has a plan already/,
    ],
    [
      'two experiments of one key',
      `${imports}${tabs}export const again = defineExperiment('home-tabs', { control: 1, b: 2 })`,
      /export "tabs": there is another experiment "home-tabs"/,
    ],
    [
      'two metrics of one name',
      `${imports}${tabs}export const a = proportion('a'); export const all = { a }`,
      /export "all": there is another metric "a"/,
    ],
    [
      'a plan by hand that is none',
      `${imports}${tabs}export const p = { experiment: 'home-tabs', primary: 'a' }`,
      /export "p": Experiment "home-tabs": its plan needs "units"/,
    ],
  ])('with %s is answered with a sentence that names the file', async (_, text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence)
  })
})

test('an experiment file is read with its plans and metrics', async () => {
  const file = {
    experiments: [{ key: 'a', variants: { control: 0, b: 1 }, plan: { primary: 'entered', units: 10 } }],
    metrics: { entered: { kind: 'proportion', goal: 'best' } },
  }
  const { metrics, file: found } = await read(JSON.stringify(file), 'experiments.json')
  expect(metrics).toEqual({ entered: proportion('best') })
  expect(found.experiments).toEqual(file.experiments)
  const wrong = { ...file, experiments: [{ ...file.experiments[0], plan: { primary: 'entered' } }] }
  await expect(read(JSON.stringify(wrong), 'experiments.json')).rejects.toThrow(
    /experiments\.json: Experiment "a": its plan needs "units"/,
  )
})

test('plans may stand in a file of their own, which gives on what the page imports', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'experiments.ts'), `import { defineExperiment } from 'heddle'\n${tabs}`)
  const plans = `
    import { plan } from '@heddle/analysis'
    import { tabs } from './experiments.js'
    export * from './experiments.js'
    export const tabsPlan = plan(tabs, { primary: 'best', units: 10 })`
  await writeFile(join(folder, 'plans.ts'), plans)
  expect((await readDefinitions(join(folder, 'plans.ts'))).file.experiments).toMatchObject([
    { key: 'home-tabs', plan: { primary: 'best', units: 10 } },
  ])
})
