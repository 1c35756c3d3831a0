/**
 * A collector in a process of its own, so that it can be killed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface ChildCollector {
  readonly url: string
  /** Without a word; resolves when it is gone. */
  readonly kill: () => Promise<void>
}

/** @param directory holds the log, and then the program too: Node runs no TypeScript of its own */
export async function startChildCollector(directory: string): Promise<ChildCollector> {
  const outfile = join(directory, 'collector.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../../collector/kill.child.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@heddle/source'],
  })
  const child = spawn(process.execPath, [outfile, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return { url: String(line).trim(), kill: () => killed(child) }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
