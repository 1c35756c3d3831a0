/**
 * Runs the command as a person would: the built program in a process of its own, in a folder of the test's own.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const program = fileURLToPath(new URL('../../packages/cli/bin/heddle.mjs', import.meta.url))
const build = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A folder that is gone when the test has ended. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'heddle-cli-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the command; it is stopped with the test if it is still running. */
export function start(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  if (!existsSync(build)) throw new Error('The command is not built: run npm run build before this test.')
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { ...process.env, NO_COLOR: '', COLUMNS: '100', HEDDLE_DEBUG: '', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** What a started command wrote, and how it ended. */
export function ended(child: ChildProcess): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

export const heddle = (words: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Ended> =>
  ended(start(words, cwd, env))
