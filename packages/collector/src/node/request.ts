/**
 * Turns Node's request into the web's, and the web's response into Node's.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'

/** @throws TypeError if the request has no web form: a broken host, or a method that the web forbids */
export function webRequest(message: IncomingMessage, body: ReadableStream<Uint8Array>): Request {
  const { method = 'GET', url = '/' } = message
  const headers = new Headers()
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2) {
    headers.append(message.rawHeaders[i] ?? '', message.rawHeaders[i + 1] ?? '')
  }
  const address = url.startsWith('/') ? `http://${message.headers.host ?? 'localhost'}${url}` : url
  if (method === 'GET' || method === 'HEAD') return new Request(address, { method, headers })
  // Apart from the call, since the DOM's types do not know `duplex`, which Node demands for a body that is streamed.
  const init = { method, headers, body, duplex: 'half' } as const
  return new Request(address, init)
}

export interface IncomingBody {
  readonly stream: ReadableStream<Uint8Array>
  /** Whether more bytes arrived than the limit. */
  isTooLarge(): boolean
  /**
   * Reads on what nobody wanted, up to the limit, so that the client can finish sending and hear the answer: closing on
   * it would take the answer away.
   */
  discard(): Promise<void>
}

/**
 * The body as it arrives, read only as fast as it is wanted. Leaving it unread does not cut the connection.
 *
 * @param maxBytes beyond it the stream fails
 */
export function bodyOf(message: IncomingMessage, maxBytes: number): IncomingBody {
  const chunks = message.iterator({ destroyOnReturn: false })
  let bytes = 0
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = await chunks.next()
    if (done) return controller.close()
    bytes += value.byteLength
    if (bytes > maxBytes) throw new RangeError(`The body is larger than ${maxBytes} bytes.`)
    controller.enqueue(value)
  }
  const discard = async () => {
    if (message.readableEnded || message.destroyed) return
    await chunks.return?.()
    let rest = 0
    message.on('data', (chunk: Uint8Array) => {
      rest += chunk.byteLength
      if (rest > maxBytes) message.destroy()
    })
  }
  return { stream: new ReadableStream({ pull }, { highWaterMark: 0 }), isTooLarge: () => bytes > maxBytes, discard }
}

/** Resolves when the answer is handed to the system, or the client is gone. */
export async function send(response: Response, to: ServerResponse): Promise<void> {
  to.statusCode = response.status
  for (const [name, value] of response.headers) if (name !== 'set-cookie') to.setHeader(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) to.setHeader('set-cookie', cookies)
  if (!response.body || to.req.method === 'HEAD') {
    to.end()
    return
  }
  // The same stream under two names: the DOM's type and the one that Node's adapter asks for.
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream), to)
}
