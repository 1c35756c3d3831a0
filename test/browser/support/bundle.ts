/**
 * The client as a script tag loads it: the minified file that Rollup makes, with the global `heddle`.
 */
import { readFile } from 'node:fs/promises'

const file = new URL('../../../packages/client/dist/heddle.min.js', import.meta.url)

/** @throws Error that says how to build it, where it is missing */
export async function clientScript(): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Error('packages/client/dist/heddle.min.js is missing: run `npm run build`.', { cause })
  }
}
