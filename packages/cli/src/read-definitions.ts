/**
 * Reads definitions from the disk: an experiment file, or the module that the page imports them from.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { definitionsOfFile } from '@heddle/analysis'
import { isObject } from '@heddle/events'
import { type Definitions, definitionsOf } from './definitions-of.js'
import { readExperiments } from './read-experiments.js'

const modules = ['.ts', '.mts', '.js', '.mjs', '.tsx', '.jsx']

/**
 * @param path a JSON file, or a module in TypeScript or JavaScript
 * @throws Error that names the file, the experiment or the export, and what was wrong with it
 */
export async function readDefinitions(path: string): Promise<Definitions> {
  return modules.includes(extname(path)) ? readModule(path) : readJson(path)
}

async function readJson(path: string): Promise<Definitions> {
  const file = await readExperiments(path)
  try {
    return definitionsOfFile(file)
  } catch (cause) {
    throw new Error(`${path}: ${messageOf(cause)}`, { cause })
  }
}

/** Its modules are put into one first: Node reads no TypeScript, and a page's imports are not all for Node. */
async function readModule(path: string): Promise<Definitions> {
  await stat(path) // The bundler's own sentence on a missing file is about entry points.
  const code = await bundled(path)
  const folder = await mkdtemp(join(tmpdir(), 'heddle-definitions-'))
  try {
    const file = join(folder, 'definitions.mjs')
    await writeFile(file, code)
    const exported: { readonly [name: string]: unknown } = await import(pathToFileURL(file).href)
    return definitionsOf(path, exported)
  } catch (cause) {
    const message = messageOf(cause)
    throw message.startsWith(path) ? cause : new Error(`${path} could not be run: ${message}`, { cause })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const here = dirname(fileURLToPath(import.meta.url))
/** Run from its source, as tests do, it takes the packages' sources too. */
const conditions = here.includes('/src') ? ['@heddle/source'] : []
/** What a page may import besides code; nothing here looks at it. */
const noCode = ['.css', '.svg', '.png', '.jpg', '.webp', '.woff2']

async function bundled(path: string): Promise<string> {
  const { bundle } = await import('./bundle.js') // It takes a while to load, and most commands do without.
  try {
    return await bundle({
      entryPoints: [resolve(path)],
      conditions,
      format: 'esm',
      platform: 'node',
      loader: Object.fromEntries(noCode.map((ending) => [ending, 'empty'])),
      plugins: [ownPackages],
    })
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${placesOf(cause) ?? messageOf(cause)}`, { cause })
  }
}

/** The packages that this command is made of, wherever the file lies: the metrics must be those that the analysis knows. */
const ownPackages: NonNullable<Parameters<typeof import('./bundle.js').bundle>[0]['plugins']>[number] = {
  name: 'own packages',
  setup(build) {
    build.onResolve(
      { filter: /^(?:heddle|@heddle\/[^/]+)(?:\/|$)/ },
      async ({ path, kind, resolveDir, pluginData }) => {
        if (pluginData === 'own' || resolveDir === here) return undefined
        const own = await build.resolve(path, { kind, resolveDir: here, pluginData: 'own' })
        return own.errors.length === 0 ? own : undefined
      },
    )
  },
}

/** `experiments.ts:3:9: Could not resolve "x"`, as the bundler found it. */
function placesOf(cause: unknown): string | undefined {
  const errors: unknown = cause instanceof Error && 'errors' in cause ? cause.errors : undefined
  if (!Array.isArray(errors)) return undefined
  const [first] = errors.filter(isObject)
  if (!first || typeof first.text !== 'string') return undefined
  const { location } = first
  const place = isObject(location) ? `line ${location.line}, column ${Number(location.column) + 1}: ` : ''
  return `${place}${first.text.replace(/[.]?$/, '.')}`
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
