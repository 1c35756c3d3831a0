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
  [['boot'], 64, /missing required argument 'experiments.json'/],
  [['boot', 'experiments.json', '--limit', 'soon'], 64, /--limit is a whole number of ms above 0, got "soon"/],
  [['boot', 'experiments.json', 'more.json'], 64, /too many arguments/],
  [['boot', 'missing.json'], 1, /There is no file or folder missing\.json/],
])('says what is wrong with %j', async (words, expected, message) => {
  const { code, out, err } = await heddle(words, await folderWith({ experiments: [tabs] }))
  expect({ code, out }).toEqual({ code: expected, out: '' })
  expect(err).toMatch(message)
})

test('names the experiment that it cannot make', async () => {
  const folder = await folderWith({ experiments: [{ ...tabs, apply: { change: 'recolour' } }] })
  const { code, err } = await heddle(['boot', 'experiments.json'], folder)
  expect(code).toBe(1)
  expect(err).toMatch(/Experiment "home-tabs": There is no change "recolour"/)
})
