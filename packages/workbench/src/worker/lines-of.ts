/** The lines of a file that somebody chose, plain or gzipped, as they come off the disk. */

export interface FileLines {
  readonly lines: AsyncIterable<string>
  /** Why the rest could not be read; known when the lines have ended. */
  readonly broken: () => string | undefined
}

/** @param onRead told how many bytes of the file were read since it was told last */
export function linesOf(file: Blob, onRead: (bytes: number) => void): FileLines {
  let broken: string | undefined

  async function* lines(): AsyncGenerator<string> {
    const reader = (await textOf(file, onRead)).getReader()
    let rest = ''
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        const parts = (rest + read.value).split('\n')
        rest = parts.pop() ?? ''
        yield* parts
      }
    } catch (cause) {
      // A packed file that was cut is read up to the cut.
      broken = `the rest of the file cannot be read: ${cause instanceof Error ? cause.message : cause}`
    }
    if (rest !== '') yield rest
  }

  return { lines: lines(), broken: () => broken }
}

async function textOf(file: Blob, onRead: (bytes: number) => void): Promise<ReadableStream<string>> {
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onRead(chunk.byteLength)
        controller.enqueue(chunk)
      },
    }),
  )
  const bytes = (await isGzipped(file)) ? counted.pipeThrough(new DecompressionStream('gzip') as Through) : counted
  return bytes.pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
}

/** What the platform's types call a stream of buffers, any bytes can go into. */
type Through = TransformStream<Uint8Array, Uint8Array>

/** By its first two bytes, whatever its name says. */
export async function isGzipped(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return first === 0x1f && second === 0x8b
}
