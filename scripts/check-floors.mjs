/**
 * Imports only point down: a package imports packages of lower floors that its package.json names, no file imports in a
 * circle, nobody inside a package imports its index.ts, and each third-party package is imported in one file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { root } from './run.mjs'

/** Package folder → floor. */
const floors = { events: 0, stats: 0, client: 1, analysis: 1, collector: 1, react: 2, workbench: 2, cli: 3 }

/** @type {string[]} */
const wrong = []
/** @type {Map<string, string[]>} file → files of the same package that it imports */
const graph = new Map()

for (const folder of readdirSync(join(root, 'packages'))) check(folder)
for (const circle of circles()) wrong.push(`${circle.map(shown).join(' → ')}: imports go in a circle.`)

for (const line of wrong) console.error(line)
console.log(
  wrong.length ? `${wrong.length} imports point the wrong way.` : `${graph.size} files: all imports point down.`,
)
process.exitCode = wrong.length ? 1 : 0

/** @param {string} folder */
function check(folder) {
  if (!(folder in floors)) wrong.push(`packages/${folder} has no floor; give it one in scripts/check-floors.mjs.`)
  const manifest = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'))
  const named = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  /** @type {Map<string, Set<string>>} */
  const users = new Map()
  for (const file of sourcesIn(join(root, 'packages', folder, 'src'))) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true)
    graph.set(file, [])
    for (const { fileName: name } of importedFiles) {
      if (name.startsWith('.')) checkInside(file, name)
      else checkOutside(file, name, folder, named, users)
    }
  }
  for (const [name, files] of users) {
    if (files.size > 1)
      wrong.push(`${name} is imported in ${[...files].map(shown).join(' and ')}; let one file know it.`)
  }
}

/**
 * @param {string} file
 * @param {string} name
 */
function checkInside(file, name) {
  const stem = join(dirname(file), name.replace(/\.js$/, ''))
  const target = ['.ts', '.tsx'].map((end) => stem + end).find((path) => existsSync(path)) ?? `${stem}.ts`
  if (target.endsWith('/src/index.ts')) wrong.push(`${shown(file)} imports index.ts; import the file itself.`)
  graph.get(file)?.push(target)
}

/**
 * @param {string} file
 * @param {string} name
 * @param {string} folder
 * @param {readonly string[]} named
 * @param {Map<string, Set<string>>} users
 */
function checkOutside(file, name, folder, named, users) {
  if (name.startsWith('node:') || builtinModules.includes(name)) return
  const owner = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
  if (!named.includes(owner)) wrong.push(`${shown(file)} imports ${owner}, which its package.json does not name.`)
  const sibling =
    owner === 'heddle' ? 'client' : owner.startsWith('@heddle/') ? owner.slice('@heddle/'.length) : undefined
  if (!sibling) users.set(owner, (users.get(owner) ?? new Set()).add(file))
  else if (floorOf(sibling) >= floorOf(folder)) wrong.push(`${shown(file)} imports ${owner}, which is not below it.`)
}

/**
 * Depth first; the first circle through each file that closes one.
 *
 * @returns {string[][]}
 */
function circles() {
  /** @type {string[][]} */
  const found = []
  const done = new Set()
  /**
   * @param {string} file
   * @param {readonly string[]} path
   */
  const walk = (file, path) => {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file])
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return found
}

/** @param {string} folder */
function floorOf(folder) {
  return Object.entries(floors).find(([name]) => name === folder)?.[1] ?? 0
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

/** @param {string} file */
function shown(file) {
  return relative(root, file)
}
