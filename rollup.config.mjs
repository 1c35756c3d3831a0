/**
 * Bundles what a page loads with one tag: the client for sites without a build step, and the pages of the examples.
 * It reads what tsc has built.
 */
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

const plugins = [resolve({ browser: true })]

/** @param {string} example */
const page = (example) => ({
  input: `examples/${example}/dist/main.js`,
  output: { file: `examples/${example}/dist/main.min.js`, format: 'es' },
  plugins: [...plugins, terser({ module: true })],
})

export default [
  {
    input: 'packages/client/dist/index.js',
    output: { file: 'packages/client/dist/heddle.min.js', format: 'iife', name: 'heddle' },
    plugins: [...plugins, terser()],
  },
  page('shop'),
  page('live-lift'),
]
