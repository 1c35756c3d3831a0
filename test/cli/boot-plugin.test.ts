import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootScript } from '@heddle/cli'
import { heddleBoot } from '@heddle/cli/rollup'
import { decodeExperimentFile } from '@heddle/events'
import { rollup } from 'rollup'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { temporaryFolder } from './heddle.js'

const file = {
  experiments: [
    {
      key: 'home-tabs',
      variants: { control: ['fun', 'best'], bestFirst: ['best', 'fun'] },
      apply: { selector: '#tabs', change: 'reorder' },
    },
  ],
}
const page =
  '<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"></head><body><script type="module" src="./main.js"></script></body></html>'

async function project(): Promise<{ folder: string; experiments: string; element: string }> {
  const folder = await temporaryFolder()
  const experiments = join(folder, 'experiments.json')
  await writeFile(experiments, JSON.stringify(file))
  await writeFile(join(folder, 'index.html'), page)
  await writeFile(join(folder, 'main.js'), 'console.log(1)')
  return { folder, experiments, element: (await bootScript(decodeExperimentFile(file))).element }
}

test('Vite builds pages that have the boot script once, before everything that is loaded', async () => {
  const { folder, experiments, element } = await project()
  await build({ root: folder, logLevel: 'silent', plugins: [heddleBoot({ experiments })] })
  const html = await readFile(join(folder, 'dist', 'index.html'), 'utf8')
  expect(html.split(element)).toHaveLength(2)
  expect(html.indexOf(element)).toBeLessThan(html.indexOf('<link'))
  expect(html.indexOf(element)).toBeGreaterThan(html.indexOf('charset'))
  expect(html.match(/<script/g)).toHaveLength(2)
})

test('Rollup writes pages that have the boot script, and says which CSP source allows it', async () => {
  const { folder, experiments, element } = await project()
  const said: string[] = []
  const bundle = await rollup({
    input: join(folder, 'main.js'),
    onLog: (_level, { message }) => said.push(message),
    plugins: [
      {
        name: 'page',
        generateBundle() {
          this.emitFile({ type: 'asset', fileName: 'index.html', source: page })
        },
      },
      heddleBoot({ experiments }),
    ],
  })
  await mkdir(join(folder, 'out'))
  await bundle.write({ dir: join(folder, 'out') })
  expect(await readdir(join(folder, 'out'))).toEqual(['index.html', 'main.js'])
  expect(await readFile(join(folder, 'out', 'index.html'), 'utf8')).toContain(element)
  expect(said.join('\n')).toContain((await bootScript(decodeExperimentFile(file))).cspSource)
})
