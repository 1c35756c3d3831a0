/**
 * What is open, read anew each time it is asked for: some questions are about a part of the log, and no line is kept for them.
 */
import { type Chunk, type LogSource, unpacked } from '@heddle/analysis'

/** One reading of the files, which ends with the signal's reason. */
export type Feed = (signal?: AbortSignal) => Promise<readonly LogSource[]>

/** @param onRead told how many bytes of the files were read in this reading */
export function feedOfFiles(files: readonly File[], onRead: (bytes: number) => void): Feed {
  return async (signal) => {
    let read = 0
    const count = (bytes: number) => {
      read += bytes
      onRead(read)
    }
    return files.map((file) => ({ name: file.name, chunks: chunksOf(file, count, signal) }))
  }
}

/** @throws Error with a sentence, where the disk does not give the file any more; the signal's reason */
async function* chunksOf(file: File, onRead: (bytes: number) => void, signal?: AbortSignal): AsyncGenerator<Chunk> {
  try {
    for await (const chunk of unpacked(file.stream(), onRead)) {
      signal?.throwIfAborted()
      yield chunk
    }
  } catch (cause) {
    throw signal?.aborted ? cause : unreadable(file, cause)
  }
}

/** A browser says of a file that was changed since it was picked only that it cannot be read. */
export const unreadable = ({ name }: File, cause: unknown): Error =>
  new Error(
    `${name} cannot be read: it was moved or changed since it was chosen, or may not be read. Open it again. ` +
      `(${cause instanceof Error ? cause.message : cause})`,
  )

/** By its first two bytes, whatever its name says. */
export async function isGzipped(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return first === 0x1f && second === 0x8b
}
