/**
 * The file that is written to, and when it is finished and the next one begun: when it is full, and at the start of an
 * hour. Knows nothing of what stands in it.
 */
import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { currentName, hourOf, nameWhenFinished } from './log-names.js'
import { openLog } from './open-log.js'
import { syncDirectory } from './sync-directory.js'
import { createWriter } from './write-whole.js'

export interface RotatingLogOptions {
  readonly directory: string
  /** A file that has reached it is finished before the next write. */
  readonly maxFileBytes: number
  /** The clock, in ms since the epoch. */
  readonly now: () => number
  /** Told the name of each finished file. */
  readonly onFinished: (name: string) => void
}

/** One call at a time. */
export interface RotatingLog {
  /** Resolves when the text is on the disk; when it rejects, nothing of the text is in the log once it is written to again. */
  write(text: string): Promise<void>
  close(): Promise<void>
}

export async function openRotatingLog(options: RotatingLogOptions): Promise<RotatingLog> {
  const { directory, maxFileBytes, now, onFinished } = options

  const open = async () => {
    const { file, length, firstAt } = await openLog(directory, currentName)
    return { file, writer: createWriter(file, length), firstAt }
  }
  /** None between two files, also where the next one could not be opened. */
  let current: Awaited<ReturnType<typeof open>> | undefined = await open()

  const isDue = () =>
    current?.firstAt !== undefined &&
    (current.writer.length() >= maxFileBytes || hourOf(now()) > hourOf(current.firstAt))

  const close = async () => {
    if (!current) return
    await current.writer.settle()
    await current.file.close()
    current = undefined
  }
  const finish = async (firstAt: number) => {
    const name = nameWhenFinished(await readdir(directory), firstAt)
    if (name === undefined) return
    await close()
    await rename(join(directory, currentName), join(directory, name))
    await syncDirectory(directory)
    onFinished(name)
  }

  return {
    close,
    write: async (text) => {
      if (isDue()) await finish(current?.firstAt ?? now())
      current ??= await open()
      const at = now()
      await current.writer.write(text)
      current.firstAt ??= at
    },
  }
}
