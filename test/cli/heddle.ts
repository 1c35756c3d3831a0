/**
 * Runs the command in a folder of the test's own: as a person would, the built program in a process of its own; or, for the
 * many tests of what it says, its main function in this one, which starts twenty times as fast.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import 'esbuild' // It resolves from the folder that it was loaded in, which must outlive a test.
import { onTestFinished, vi } from 'vitest'
import { main } from '../../packages/cli/src/main.js'

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

/** A folder with a log "heddle-log" of these events in it. */
export async function folderWithLog(events: readonly object[]): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'heddle-log'))
  await writeFile(
    join(folder, 'heddle-log', 'events.ndjson'),
    events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  )
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

/** The built program, to its end, in a process of its own. */
export const heddleProcess = (words: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Ended> =>
  ended(start(words, cwd, env))

/** The same without a process: what it writes and returns, with nobody watching. */
export async function heddle(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    on: () => undefined,
    write: (text: string) => {
      written[name] += text
      return true
    },
  })
  const before = process.cwd()
  process.chdir(cwd)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    const code = await main(words, {
      env: { ...process.env, NO_COLOR: '', COLUMNS: '100', HEDDLE_DEBUG: '', ...env },
      stdout: stream('out'),
      stderr: stream('err'),
      once: () => undefined,
    } as unknown as NodeJS.Process)
    return { code, ...written }
  } finally {
    vi.unstubAllEnvs()
    process.chdir(before)
  }
}

/** A command line as help pages show it, in words; quotes hold a word together. */
export function wordsOf(line: string): string[] {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  return words.slice(1).map((word) => word.replaceAll('"', ''))
}
