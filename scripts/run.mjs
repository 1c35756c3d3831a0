/**
 * Runs a command as a person would, and says how it ended.
 * Node's own modules only: it is used before anything is installed.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: 'at once' | 'if it fails', env?: NodeJS.ProcessEnv }} [options] `show`: when its output
 *   is printed
 * @returns {Promise<number>} the exit code
 */
export function run(command, args, { show = 'at once', env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: show === 'at once' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    /** @type {Buffer[]} */
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code && show === 'if it fails') process.stdout.write(Buffer.concat(output))
      resolve(code ?? 1)
    })
  })
}

/**
 * Runs a command that must succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options)
  if (code) throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}.`)
}

/**
 * A program that an installed package brings.
 *
 * @param {string} name
 */
export const bin = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url))
