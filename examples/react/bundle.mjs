/**
 * How the example's page becomes one file. React is CommonJS, which Rollup does not read: esbuild makes one module of all
 * that the page imports of it.
 */
import { createRequire } from 'node:module'
import { build } from 'esbuild'

const parts = ['react', 'react/jsx-runtime', 'react-dom/client']

/** @returns {import('rollup').Plugin} */
export function react() {
  const id = '\0react'
  return {
    name: 'react',
    resolveId: (name) => (parts.includes(name) ? id : null),
    load: async (name) => (name === id ? reactModule() : null),
  }
}

async function reactModule() {
  const require = createRequire(import.meta.url)
  /** @type {Set<string>} */
  const names = new Set()
  const lines = parts.map((part) => {
    const fresh = Object.keys(require(part)).filter((name) => !names.has(name))
    for (const name of fresh) names.add(name)
    return `export { ${fresh} } from '${part}'`
  })
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}
