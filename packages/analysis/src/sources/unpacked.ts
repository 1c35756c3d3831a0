/**
 * Reads a file's stream in chunks, unpacking what is gzipped. Web platform only: no file system, no Node.
 */
import type { Chunk } from '../scan/lines.js'

type Read = () => Promise<Uint8Array | undefined>

/**
 * The chunks of a file as `readInto` takes them: plain as they come, gzipped unpacked. A packed file that was cut is read
 * up to the cut, and the last chunk says why the rest is missing.
 *
 * @param onRead receives how many bytes of the stream were read, packed as they are
 * @throws what the stream itself throws
 */
export async function* unpacked(
  stream: ReadableStream<Uint8Array>,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Chunk> {
  const reader = stream.getReader()
  const read: Read = async () => {
    const { value } = await reader.read()
    if (value) onRead(value.length)
    return value
  }
  try {
    const start = await firstBytes(read)
    if (start.length < 2 || start[0] !== 0x1f || start[1] !== 0x8b) yield* plain(start, read)
    else yield* gzipped(start, read)
  } finally {
    // Of a stream that was read to its end this does nothing.
    await reader.cancel().catch(() => {})
  }
}

async function* plain(start: Uint8Array, read: Read): AsyncGenerator<Chunk> {
  for (let chunk: Uint8Array | undefined = start; chunk; chunk = await read()) yield chunk
}

async function* gzipped(start: Uint8Array, read: Read): AsyncGenerator<Chunk> {
  let failure: { readonly cause: unknown } | undefined
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(ofBuffer(start)),
    pull: async (controller) => {
      try {
        const chunk = await read()
        if (chunk) controller.enqueue(ofBuffer(chunk))
        else controller.close()
      } catch (cause) {
        failure = { cause }
        controller.error(cause)
      }
    },
  })
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } catch (error) {
    // A packed file that was cut is read up to the cut; a disk that fails is not a cut.
    if (failure) throw failure.cause
    yield { broken: `the rest of the file cannot be unpacked: ${error instanceof Error ? error.message : error}` }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** At least two bytes, where there are as many. */
async function firstBytes(read: Read): Promise<Uint8Array> {
  let bytes = new Uint8Array()
  while (bytes.length < 2) {
    const chunk = await read()
    if (!chunk) return bytes
    bytes = bytes.length === 0 ? new Uint8Array(chunk) : Uint8Array.of(...bytes, ...chunk)
  }
  return bytes
}

/** Memory that is shared between threads cannot be unpacked, and none of it comes from a file. */
const ofBuffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes.slice()
