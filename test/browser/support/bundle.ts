/**
 * The client as a script tag loads it, bundled from its source: the global `heddle`. The file that is published is
 * opened by the examples.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const entry = fileURLToPath(new URL('../../../packages/client/src/index.ts', import.meta.url))

let script: Promise<string> | undefined

export function clientScript(): Promise<string> {
  script ??= bundled(entry, 'heddle')
  return script
}

/** Any module as one script. @param name the global that holds its exports; default: none */
export async function bundled(path: string, name?: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    conditions: ['@heddle/source'],
    ...(name && { globalName: name }),
  })
  return outputFiles[0]?.text ?? ''
}
