/**
 * Keeps a second process away from a folder: what another one appends is not known here, and its events would be stored
 * twice. The lock is a file that names its owner. One whose owner is dead, or whose process number is another program's by
 * now, is taken over, so a killed collector does not stand in the way of the next one.
 *
 * It is a guard against mistakes on one machine: processes that do not see each other, on two machines or in two
 * containers, are not told apart from dead ones.
 */
import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const lockName = 'collector.lock'

/**
 * @returns how to give the folder back; calling it twice is harmless
 * @throws (rejects) an Error that names the folder and what to do, if a living process has it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, lockName)
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), id: randomUUID() })
  // Written beside it and then linked, so that nobody ever reads half a lock.
  const draft = join(directory, `${lockName}.${randomUUID()}`)
  await writeFile(draft, mine)
  try {
    while (!(await linked(draft, path))) await takeAway(path, directory)
  } finally {
    await rm(draft, { force: true })
  }
  return async () => {
    if ((await textOf(path)) === mine) await rm(path, { force: true })
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false
    throw cause
  }
}

/** Takes a dead owner's lock away. It is looked at once more when it is out of the way: somebody else may have been faster. */
async function takeAway(path: string, directory: string): Promise<void> {
  const text = await textOf(path)
  if (text === undefined) return
  const pid = await livingOwner(text)
  if (pid !== undefined) throw new Error(heldBy(pid, directory, path))
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return
    throw cause
  }
  if ((await textOf(aside)) !== text) await linked(aside, path)
  await rm(aside, { force: true })
}

const heldBy = (pid: number, directory: string, path: string) =>
  `The folder ${directory} is in use by another collector (process ${pid}); stop that one, or give this one a folder of ` +
  `its own. If process ${pid} is no collector, delete ${path}.`

/** The owner's process number; undefined if it is dead, or the lock cannot be read. */
async function livingOwner(text: string): Promise<number | undefined> {
  const [, pid = '', started = ''] = /^\{"pid":(\d+),"started":"([^"]*)"/.exec(text) ?? []
  const owner = Number(pid)
  if (owner === 0 || !isThere(owner)) return undefined
  const now = await startOf(owner)
  return now === started || now === 'unknown' || started === 'unknown' ? owner : undefined
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0) // Asks only.
    return true
  } catch (cause) {
    return codeOf(cause) === 'EPERM'
  }
}

/**
 * When a process began, in ticks since the machine did: a number that is given out again begins later. `dead` for one that
 * has ended and waits to be noticed. `unknown` where the system does not tell, as only Linux does.
 */
async function startOf(pid: number): Promise<string> {
  const text = await textOf(`/proc/${pid}/stat`)
  // The program's name stands in brackets and may hold anything; the state and 18 numbers later the start follow it.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? []
  if (fields[0] === 'Z' || fields[0] === 'X') return 'dead'
  return fields[19] ?? 'unknown'
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
