/** What a team starts with: two files that the compiler and the analysis accept as they are. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { initCommand } from '../../packages/cli/src/init/init-command.js'
import { readDefinitions } from '../../packages/cli/src/read-definitions.js'
import { temporaryFolder } from './heddle.js'
import { run } from './run.js'

test('writes an experiment, goals, metrics and a plan that the other commands read', async () => {
  const folder = join(await temporaryFolder(), 'new')
  const { code, out } = await run(initCommand, [folder])
  expect(code).toBe(0)
  expect(out).toBe(`${join(folder, 'experiments.ts')}\n${join(folder, 'plans.ts')}\n`)
  const { file, metrics } = await readDefinitions(join(folder, 'plans.ts'))
  expect(file.goals).toEqual(['best', 'order'])
  expect(file.experiments).toMatchObject([
    { key: 'home-tabs', plan: { primary: 'entered', guardrails: { orders: { margin: 0.05 } }, units: 20_000 } },
  ])
  expect(Object.keys(metrics ?? {})).toEqual(['entered', 'orders'])
})

test('leaves the analysis out of what the page imports', async () => {
  const folder = await temporaryFolder()
  await run(initCommand, [folder])
  expect(await readFile(join(folder, 'experiments.ts'), 'utf8')).not.toContain('@heddle/analysis')
})

test.each(['experiments.ts', 'plans.ts'])('writes nothing where %s is there already', async (name) => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, name), 'mine')
  const { code, err } = await run(initCommand, [folder])
  expect(code).toBe(1)
  expect(err).toContain(`${name} is there already, and nothing was written`)
  expect(await readFile(join(folder, name), 'utf8')).toBe('mine')
  const other = name === 'plans.ts' ? 'experiments.ts' : 'plans.ts'
  await expect(readFile(join(folder, other))).rejects.toThrow('ENOENT')
})
