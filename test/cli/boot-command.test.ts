import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { heddle, temporaryFolder } from './heddle.js'

vi.setConfig({ testTimeout: 60_000 }) // each test starts processes

const tabs = {
  key: 'home-tabs',
  variants: { control: ['fun', 'best'], bestFirst: ['best', 'fun'] },
  apply: { selector: '#tabs', change: 'reorder' },
}

async function folderWith(file: object): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'experiments.json'), JSON.stringify(file))
  return folder
}

test('prints the element on standard output and its CSP source on standard error', async () => {
  const folder = await folderWith({ experiments: [tabs] })
  const { code, out, err } = await heddle(['boot', 'experiments.json'], folder)
  expect(code).toBe(0)
  expect(out).toMatch(/^<script>.*<\/script>\n$/)
  expect(err).toMatch(/^'sha256-[A-Za-z0-9+/]{43}='\n$/)
})

test.each([
  [['boot'], 64, /missing required argument 'experiments'/],
  [['boot', 'experiments.json', '--limit', 'soon'], 64, /--limit is a whole number of ms above 0, got "soon"/],
  [['boot', 'experiments.json', 'more.json'], 64, /too many arguments/],
  [['boot', 'missing.json'], 1, /There is no file or folder missing\.json/],
])('says what is wrong with %j', async (words, expected, message) => {
  const { code, out, err } = await heddle(words, await folderWith({ experiments: [tabs] }))
  expect({ code, out }).toEqual({ code: expected, out: '' })
  expect(err).toMatch(message)
})

test('takes the module that the page defines its experiments in, and none that only code can ask', async () => {
  const folder = await temporaryFolder()
  const module = (audience: string) => `
    import { defineExperiment } from 'heddle'
    const tabs = defineExperiment('home-tabs', { control: ['fun', 'best'], bestFirst: ['best', 'fun'] }${audience})
    export const applied = { ...tabs, apply: { selector: '#tabs', change: 'reorder' } }`
  await writeFile(join(folder, 'page.ts'), module(''))
  await writeFile(join(folder, 'asks.ts'), module(', { audience: () => true }'))
  await writeFile(join(folder, 'experiments.json'), JSON.stringify({ experiments: [tabs] }))
  const fromModule = await heddle(['boot', 'page.ts'], folder)
  expect(fromModule).toEqual(await heddle(['boot', 'experiments.json'], folder))
  expect(fromModule.code).toBe(0)
  const { code, err } = await heddle(['boot', 'asks.ts'], folder)
  expect([code, err]).toEqual([
    1,
    'heddle: Experiment "home-tabs": its audience is a function, which only code can ask; say it as data.\n',
  ])
})

test('names the experiment that it cannot make', async () => {
  const folder = await folderWith({ experiments: [{ ...tabs, apply: { change: 'recolour' } }] })
  const { code, err } = await heddle(['boot', 'experiments.json'], folder)
  expect(code).toBe(1)
  expect(err).toMatch(/Experiment "home-tabs": There is no change "recolour"/)
})
