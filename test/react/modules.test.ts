/**
 * What frameworks with server components find in the published files.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'

const folder = new URL('../../packages/react/src/', import.meta.url)

/** These hold no code of their own. */
const passedOn = ['index.ts', 'react.ts']

const modules = readdirSync(folder).filter((name) => !passedOn.includes(name))

test.each(modules)('%s begins with a directive that says it belongs to the page', (name) => {
  const { code } = transformSync(readFileSync(new URL(name, folder), 'utf8'), { loader: 'ts' })
  expect(code.slice(0, 13)).toBe('"use client";')
})

test('importing the package touches no document', async () => {
  expect(globalThis).not.toHaveProperty('document')
  const names = Object.keys(await import('@heddle/react'))
  expect(names.sort()).toEqual(['ClientProvider', 'Exposure', 'useExposure', 'useGoal', 'useVariant'])
})
