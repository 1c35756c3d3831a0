/**
 * Bundles what a page loads with one tag: the client for sites without a build step, the scan's worker, and the pages of
 * the examples.
 * It reads what tsc has built.
 */
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { react } from './examples/react/bundle.mjs'
import { onePage } from './packages/workbench/bundle.mjs'

const plugins = [resolve({ browser: true })]

/**
 * @param {string} input
 * @param {string} file
 * @param {string} name the global that holds its exports
 */
const tag = (input, file, name) => ({
  input: `packages/client/dist/${input}`,
  output: { file: `packages/client/dist/${file}`, format: 'iife', name },
  plugins: [...plugins, terser()],
})

/** The scan's worker as one classic script, so that a page can hold it as text and start it from a Blob. */
const worker = {
  input: 'packages/analysis/dist/worker/script.js',
  output: { file: 'packages/analysis/dist/worker.js', format: 'iife' },
  plugins: [...plugins, terser()],
}

/** @param {string} example */
const page = (example) => ({
  input: `examples/${example}/dist/main.js`,
  output: { file: `examples/${example}/dist/main.min.js`, format: 'es' },
  plugins: [...plugins, terser({ module: true })],
})

/**
 * `'use client'` has said what it had to say before a page is bundled.
 *
 * @param {import('rollup').RollupLog} warning
 * @param {(warning: import('rollup').RollupLog) => void} warn
 */
function unlessDirective(warning, warn) {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
}

export default [
  tag('index.js', 'heddle.min.js', 'heddle'),
  tag('html/script.js', 'heddle-html.min.js', 'heddle'),
  tag('devtools/index.js', 'heddle-devtools.min.js', 'heddleDevtools'),
  worker,
  {
    input: 'packages/workbench/dist/page/main.js',
    output: { file: 'packages/workbench/dist/page.min.js', format: 'es' },
    treeshake: false, // Its plugin has taken away what is not needed.
    plugins: [onePage()],
  },
  page('shop'),
  { ...page('react'), plugins: [react(), ...plugins, terser({ module: true })], onwarn: unlessDirective },
]
