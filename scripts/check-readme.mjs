/**
 * Holds the README to its word: its code compiles and runs, its commands run, its sizes are the budgets, its links lead
 * somewhere.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** @type {string[]} */
const wrong = [...checkTypes(examples), ...sizes(), ...links()]
for (const example of examples) {
  wrong.push(...(example.includes("from 'heddle'") ? await runInChromium(example) : await runInNode(example)))
}
for (const command of commands) wrong.push(...(await runCommand(command)))

for (const line of wrong) console.error(line)
console.log(
  wrong.length
    ? `The README is wrong in ${wrong.length} places.`
    : `The README holds: ${examples.length} examples, ${commands.length} commands, sizes and links.`,
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

function links() {
  return [...readme.matchAll(/\]\(([^)#:]+)\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !existsSync(join(root, target)))
    .map((target) => `The README links to ${target}, which is not there.`)
}
