/**
 * A folder that is gone when the work is done: also when it failed, and when the process is told to stop.
 */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * @param parent where it is made; the system's folder for what is temporary unless given
 * @returns what `work` does
 */
export async function inTemporaryFolder<Result>(
  work: (folder: string) => Promise<Result>,
  parent: string = tmpdir(),
): Promise<Result> {
  const folder = await mkdtemp(join(parent, 'heddle-scan-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const stop = (signal: NodeJS.Signals) => {
    remove()
    for (const one of signals) process.off(one, stop)
    // Whoever else listens decides what the signal means; else it ends the process, as it would have.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  for (const one of signals) process.on(one, stop)
  process.on('exit', remove)
  try {
    return await work(folder)
  } finally {
    for (const one of signals) process.off(one, stop)
    process.off('exit', remove)
    remove()
  }
}
