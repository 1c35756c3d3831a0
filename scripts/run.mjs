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
 * @param {{ show?: 'at once' | 'at its end' | 'if it fails', env?: NodeJS.ProcessEnv, hear?: (text: string) => void }}
 *   [options] `show`: when its output is printed; `hear` is told of it too, unless it goes straight to a terminal
 * @returns {Promise<number>} the exit code
 */
export function run(command, args, { show = 'at once', env = process.env, hear } = {}) {
  const isForTerminal = show === 'at once' && process.stdout.isTTY
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: isForTerminal ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    /** @type {Buffer[]} */
    const output = []
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        if (show === 'at once') process.stdout.write(chunk)
        else output.push(chunk)
        hear?.(String(chunk))
      })
    }
    child.on('error', reject)
    child.on('close', (code) => {
      if (show === 'at its end' || (code && show === 'if it fails')) process.stdout.write(Buffer.concat(output))
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
