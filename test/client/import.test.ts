import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as source from 'heddle'
import { expect, test } from 'vitest'

/** A page's globals, each of which fails when it is touched; what is imported may not even look for them. */
const script = `
  const touched = []
  const names = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB', 'history',
    'addEventListener', 'fetch', 'MutationObserver', 'IntersectionObserver', 'PerformanceObserver', 'performance',
    'IDBKeyRange', 'setTimeout', 'setInterval', 'requestAnimationFrame']
  for (const name of names) {
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) })
  }
  const before = Object.getOwnPropertyNames(globalThis).length
  const heddle = await import(process.argv[1])
  console.log(JSON.stringify({
    touched, added: Object.getOwnPropertyNames(globalThis).length - before, names: Object.keys(heddle).sort(),
  }))
`

test('the build is imported in Node, touches no global of a page, and adds none', () => {
  const built = fileURLToPath(new URL('../../packages/client/dist/index.js', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, built], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ touched: [], added: 0, names: Object.keys(source).sort() })
})

test('the source is imported without a page, and assigns', () => {
  expect(typeof document).toBe('undefined')
  expect(source.defineExperiment('a', { control: 1, more: 2 }).assign('unit').status).toBe('assigned')
})
