/**
 * Runs a command of the README in a folder that has the files it names.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from '../run.mjs'

const folder = join(root, 'test/fixtures/readme')

/**
 * @param {string} command a line of the README; `npm start` and `npm test` are known to exist, not run: they are what runs this
 * @returns {Promise<string[]>} what is wrong with it
 */
export async function runCommand(command) {
  const [program, name = ''] = command.split(' ')
  if (program === 'npm') {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    return name in scripts ? [] : [`The README says \`${command}\`, and package.json has no such script.`]
  }
  const path = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  const line = command.replace(/^npx /, '')
  const { status, stderr } = spawnSync(line, { shell: true, cwd: folder, env: { ...process.env, PATH: path } })
  return status === 0 ? [] : [`\`${command}\` ended with ${status}: ${stderr}`]
}
