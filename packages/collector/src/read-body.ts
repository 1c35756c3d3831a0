/**
 * Reads a request's body up to a limit, so that nobody can fill the memory: neither with a long one, nor with a short
 * one that unpacks to a long one.
 */

export type Body =
  | { readonly status: 'read'; readonly text: string }
  | { readonly status: 'too-large' }
  | { readonly status: 'unreadable'; readonly reason: string }

const cut: Body = { status: 'unreadable', reason: 'The body ended before it was complete.' }

/**
 * The text of a web request's body.
 *
 * @param maxBytes longest body to read, packed and unpacked
 */
export async function readBody(request: Request, maxBytes: number): Promise<Body> {
  if (Number(request.headers.get('content-length')) > maxBytes) return { status: 'too-large' }
  try {
    const bytes = request.body ? await bytesUpTo(request.body, maxBytes) : new Uint8Array()
    return bytes ? await bodyText(bytes, maxBytes) : { status: 'too-large' }
  } catch {
    return cut
  }
}

/**
 * The text of a body that is complete. A packed one tells itself by its first bytes: a page that sends without a
 * preflight can add no header.
 */
export async function bodyText(bytes: Uint8Array, maxBytes: number): Promise<Body> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return textOf(bytes)
  try {
    const unpacked = await bytesUpTo(unpack(bytes), maxBytes)
    return unpacked ? textOf(unpacked) : { status: 'too-large' }
  } catch {
    return { status: 'unreadable', reason: 'The body begins as gzip and cannot be unpacked.' }
  }
}

function unpack(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip')
  const writer = writable.getWriter()
  // What is wrong with the bytes is told to who reads.
  writer.write(new Uint8Array(bytes)).catch(ignore)
  writer.close().catch(ignore)
  return readable
}

const ignore = () => {}

/** @returns undefined if there are more; the rest stays unread */
async function bytesUpTo(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value)
    length += part.value.byteLength
    if (length <= maxBytes) continue
    await reader.cancel()
    return undefined
  }
  const [first] = chunks
  if (first && chunks.length === 1) return first
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(bytes: Uint8Array): Body {
  try {
    return { status: 'read', text: decoder.decode(bytes) }
  } catch {
    return { status: 'unreadable', reason: 'The body is not UTF-8 text.' }
  }
}
