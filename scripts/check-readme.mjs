/**
 * Holds the README to its word: its code compiles and runs, its commands run, its sizes are the budgets, its links lead
 * somewhere. And the pages in docs: what they show with its imports compiles, their links lead somewhere.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkTypes, runInChromium, runInNode } from './readme/code.mjs'
import { codeBlocks } from './readme/code-blocks.mjs'
import { runCommand } from './readme/commands.mjs'
import { root } from './run.mjs'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const blocks = codeBlocks(readme)
const examples = blocks.filter(({ language }) => language === 'ts').map(({ text }) => text)
const commands = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.split('\n').filter(Boolean))

const pages = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name: `docs/${name}`, text: readFileSync(join(root, 'docs', name), 'utf8') }))
const snippets = [{ name: 'README.md', text: readme }, ...pages].flatMap(({ name, text }) =>
  codeBlocks(text)
    .filter((block) => /^tsx?$/.test(block.language) && /^(?:\/\/.*\n)*import /.test(block.text))
    .map((block, i) => ({ ...block, name: `${name.replace(/\W/g, '-')}-${i + 1}` })),
)

/** @type {string[]} */
const wrong = [...checkTypes(snippets), ...sizes(), ...links('README.md', readme)]
for (const { name, text } of pages) wrong.push(...links(name, text))
for (const example of examples) {
  wrong.push(...(example.includes("from 'heddle'") ? await runInChromium(example) : await runInNode(example)))
}
for (const command of commands) wrong.push(...(await runCommand(command)))

for (const line of wrong) console.error(line)
console.log(
  wrong.length
    ? `The README is wrong in ${wrong.length} places.`
    : `The README holds: ${examples.length} examples, ${commands.length} commands, sizes and links; with ${pages.length} pages of docs, ${snippets.length} snippets compile.`,
)
process.exitCode = wrong.length ? 1 : 0

/** Each row of the table of sizes is a budget, and each budget is a row. */
function sizes() {
  /** @type {{ name: string, limit: string }[]} */
  const budgets = JSON.parse(readFileSync(join(root, '.size-limit.json'), 'utf8'))
  const rows = [...readme.matchAll(/^\| (.+) \| ([\d.]+ kB) \|$/gm)].map(
    ([, name, limit]) => `${name?.replaceAll('`', '')}: ${limit}`,
  )
  const stated = budgets.map(({ name, limit }) => `${name}: ${limit}`)
  return [
    ...rows.filter((row) => !stated.includes(row)).map((row) => `The README states a size that is no budget: ${row}`),
    ...stated.filter((row) => !rows.includes(row)).map((row) => `The README does not state the budget: ${row}`),
  ]
}

/**
 * @param {string} page
 * @param {string} text
 */
function links(page, text) {
  return [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !existsSync(join(root, dirname(page), target)))
    .map((target) => `${page} links to ${target}, which is not there.`)
}
