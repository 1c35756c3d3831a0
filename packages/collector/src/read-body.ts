/**
 * Reads a request's body up to a limit, so that nobody can fill the memory.
 */

export type Body =
  | { readonly status: 'read'; readonly text: string }
  | { readonly status: 'too-large' }
  | { readonly status: 'unreadable'; readonly reason: string }

/** @param maxBytes longest body to read */
export async function readBody(request: Request, maxBytes: number): Promise<Body> {
  if (Number(request.headers.get('content-length')) > maxBytes) return { status: 'too-large' }
  try {
    const bytes = await bytesUpTo(request, maxBytes)
    return bytes ? textOf(bytes) : { status: 'too-large' }
  } catch {
    return { status: 'unreadable', reason: 'The body ended before it was complete.' }
  }
}

async function bytesUpTo(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value)
    length += part.value.byteLength
    if (length <= maxBytes) continue
    await reader?.cancel()
    return undefined
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function textOf(bytes: Uint8Array): Body {
  try {
    return { status: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { status: 'unreadable', reason: 'The body is not UTF-8 text.' }
  }
}
