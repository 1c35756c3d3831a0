/**
 * Puts modules together into one. The one place that knows the bundler.
 */
import { type BuildOptions, build } from 'esbuild'

/** What is bundled, for where, and in which form. */
export type BundleOptions = Pick<
  BuildOptions,
  'stdin' | 'entryPoints' | 'absWorkingDir' | 'conditions' | 'format' | 'platform' | 'plugins' | 'loader'
>

/** @throws BuildFailure of the bundler, whose `errors` have the places */
export async function bundle(options: BundleOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    write: false,
    logLevel: 'silent',
    ...options,
  })
  return outputFiles.map(({ text }) => text).join('')
}
