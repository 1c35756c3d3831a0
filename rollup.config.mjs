/**
 * Bundles what a page loads with one tag: the client for sites without a build step, and the pages of the examples.
 * It reads what tsc has built.
 */
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { react } from './examples/react/bundle.mjs'

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
  page('shop'),
  page('live-lift'),
  { ...page('react'), plugins: [react(), ...plugins, terser({ module: true })], onwarn: unlessDirective },
]
