/**
 * Runs a command as a person would, and says how it ended.
 * Node's own modules only: it is used before anything is installed.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** As much of what a command printed as a failure usually needs: its summary. */
const tailChars = 6000

let tail = ''

/** The end of what the last command printed; empty where it went straight to a terminal. */
export const lastOutput = () => tail.slice(-tailChars)

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: 'at once' | 'if it fails', env?: NodeJS.ProcessEnv }} [options] `show`: when its output
 *   is printed
 * @returns {Promise<number>} the exit code
 */
export function run(command, args, { show = 'at once', env = process.env } = {}) {
  const isForTerminal = show === 'at once' && process.stdout.isTTY
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: isForTerminal ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    tail = ''
    /** @type {Buffer[]} */
    const output = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        if (show === 'at once') process.stdout.write(chunk)
        else output.push(chunk)
        tail = (tail + chunk).slice(-2 * tailChars)
      })
    }
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
