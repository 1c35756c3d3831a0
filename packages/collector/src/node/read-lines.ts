/**
 * Reads the lines of a log back, file by file, packed or not.
 */
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { currentName, filesSince } from './log-names.js'

/**
 * The lines of a folder, oldest first.
 *
 * @param moment files whose lines are all older are left out
 */
export async function* linesSince(directory: string, moment: number): AsyncIterable<string> {
  const names = await readdir(directory)
  for (const name of filesSince(names, moment)) {
    // A packed file is whole; a plain one beside it is what was not yet removed. It may also be packed while others are read.
    const plain = names.includes(`${name}.gz`) ? undefined : await chunksOf(join(directory, name))
    yield* linesOf(plain ?? unpacked(join(directory, `${name}.gz`)))
  }
  const current = await chunksOf(join(directory, currentName))
  if (current) yield* linesOf(current)
}

/** Undefined where there is no such file. */
async function chunksOf(path: string): Promise<AsyncIterable<string> | undefined> {
  const stream = createReadStream(path, { encoding: 'utf8' })
  return new Promise((resolve, reject) => {
    stream.once('open', () => resolve(stream))
    stream.once('error', (cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' ? resolve(undefined) : reject(cause),
    )
  })
}

async function* unpacked(path: string): AsyncIterable<string> {
  const bytes = createReadStream(path)
  const text = createGunzip()
  bytes.once('error', (cause) => text.destroy(cause))
  try {
    yield* bytes.pipe(text).setEncoding('utf8')
  } catch (cause) {
    // Read on without it, and its events would be taken a second time.
    const reason = cause instanceof Error ? cause.message : cause
    throw new Error(`The packed file ${path} cannot be read (${reason}); put it right, or move it out of the folder.`, {
      cause,
    })
  } finally {
    bytes.destroy()
  }
}

/** Lines end with \n and nothing else: Node's readline would also break them at characters that JSON allows in texts. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}
