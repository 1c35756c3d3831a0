/**
 * How the workbench becomes one file: two scripts, put into a page. The plotting library rests on CommonJS, which Rollup
 * does not read, so esbuild makes each of them one script.
 */
import { build } from 'esbuild'

const dist = new URL('./dist/', import.meta.url)

/**
 * Puts the page's script, and that of its worker, into `workbench.html`.
 *
 * @returns {import('rollup').Plugin}
 */
export function onePage() {
  return {
    name: 'one-page',
    load: async (id) => (id.endsWith('/page/main.js') ? bundled(id) : null),
    async generateBundle(_, bundle) {
      const [chunk] = Object.values(bundle)
      if (chunk?.type !== 'chunk') throw new Error('The workbench has no script.')
      const worker = await bundled(new URL('worker/script.js', dist).pathname)
      const { workbenchPage } = await import(new URL('page/shell.js', dist).href)
      this.emitFile({ type: 'asset', fileName: 'worker.min.js', source: worker }) // Its size is watched.
      this.emitFile({ type: 'asset', fileName: 'workbench.html', source: await workbenchPage(chunk.code, worker) })
    },
  }
}

/** @param {string} entry */
async function bundled(entry) {
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, minify: true, format: 'iife', target: 'es2022', platform: 'browser' },
    ...{ write: false, legalComments: 'none', plugins: [withoutUnused] },
  })
  return outputFiles[0]?.text ?? ''
}

/**
 * What a library imports for packings that the page does not take: Snappy as WebAssembly, which the policy of the page
 * refuses, and Brotli's dictionary, which would be a third of the worker.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(hysnappy|\.\/brotli\.js)$/ }, ({ path }) => ({ path, namespace: 'nothing' }))
    const names = ['snappyUncompress', 'snappyUncompressor', 'decompressBrotli']
    const nothing = `/* @__NO_SIDE_EFFECTS__ */ function nothing() {}\nexport { ${names.map((name) => `nothing as ${name}`).join(', ')} }`
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: nothing }))
  },
}
