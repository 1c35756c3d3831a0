/**
 * Cuts what is read of a file into pieces at line breaks, so that what is kept of it can be handed on bit by bit.
 */
import { type FileChunk, lineBreak } from './file-chunks.js'

/**
 * Each piece must be read to its end before the next is asked for. Each but the first begins with the line break that ends
 * the one before: it has one empty line more, as a range of a plain file does.
 *
 * @param bytes a piece ends with the line in which it has so many
 */
export async function* piecesOf(
  chunks: AsyncIterable<FileChunk>,
  bytes: number,
): AsyncGenerator<AsyncIterable<FileChunk>> {
  const source = chunks[Symbol.asyncIterator]()
  const take = async () => {
    const { value, done } = await source.next()
    return done ? undefined : value
  }
  let next: FileChunk | undefined = await take()

  async function* piece(isFirst: boolean): AsyncGenerator<FileChunk> {
    if (!isFirst) yield Uint8Array.of(lineBreak)
    for (let read = 0; next !== undefined; next = await take()) {
      if ('broken' in next) {
        yield next
        continue
      }
      const end = read + next.length < bytes ? -1 : next.indexOf(lineBreak, Math.max(bytes - read - 1, 0))
      if (end === -1) {
        read += next.length
        yield next
        continue
      }
      const rest = next.subarray(end + 1)
      yield next.subarray(0, end + 1)
      next = rest.length > 0 ? rest : await take()
      return
    }
  }

  yield piece(true)
  while (next !== undefined) yield piece(false)
}
