/**
 * The client as a script tag would have it, from the build: everything under the global `heddle`.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

let bundled: Promise<string> | undefined

export function clientScript(): Promise<string> {
  bundled ??= bundle()
  return bundled
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../../packages/client/dist/index.js', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'heddle',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}
