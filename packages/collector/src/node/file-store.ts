/**
 * The log as one file of lines, `events.ndjson`, that is on the disk before an append resolves.
 * One process writes a directory at a time: what another one appends is not known here, and its events could be stored twice.
 */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../store.js'
import { createGroupCommit } from './group-commit.js'
import { openLog } from './open-log.js'
import { createWriter } from './write-whole.js'

export interface FileStore extends Store {
  /** Where the lines are. */
  readonly path: string
  /** Waits for the appends that are under way; later ones are rejected. Calling it twice is harmless. */
  close(): Promise<void>
}

const fileName = 'events.ndjson'

/**
 * @param directory created if it is missing
 * @throws (rejects) the system's error if the directory cannot be created or the file cannot be opened
 */
export async function fileStore(directory: string): Promise<FileStore> {
  const path = join(directory, fileName)
  const { file, length } = await openLog(directory, fileName)
  const commit = createGroupCommit(createWriter(file, length))
  let closing: Promise<void> | undefined

  return {
    path,
    append: async (lines) => {
      if (closing) throw new Error(`The log ${path} is closed; open it again before appending to it.`)
      if (lines.length > 0) await commit.add(`${lines.join('\n')}\n`)
    },
    read: () => linesOf(path),
    close: () => {
      closing ??= commit.settled().then(() => file.close())
      return closing
    },
  }
}

/** Lines end with \n and nothing else: Node's readline would also break them at characters that JSON allows in texts. */
async function* linesOf(path: string): AsyncIterable<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}
