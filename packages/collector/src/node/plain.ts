/**
 * Node's request and response as the collector's plain exchange. The web's classes between them would cost more than all
 * that the collector does.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Incoming, Outgoing } from '../exchange.js'
import { bodyText } from '../read-body.js'

/** @param maxBytes longest body, whatever the collector would take */
export function plainIncoming(message: IncomingMessage, maxBytes: number): Incoming {
  const { method = 'GET', url = '/', headers } = message
  return {
    method,
    url,
    header: (name) => {
      const value = headers[name]
      return typeof value === 'object' ? value.join(', ') : value
    },
    body: async (wanted) => {
      if (Number(headers['content-length']) > wanted) return { status: 'too-large' }
      const sent = await bytesUpTo(message, Math.min(wanted, maxBytes))
      if (sent === 'cut') return { status: 'unreadable', reason: 'The body ended before it was complete.' }
      return sent === 'too-large' ? { status: 'too-large' } : bodyText(sent, wanted)
    },
  }
}

function bytesUpTo(message: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large' | 'cut'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const read = (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.byteLength
      if (length <= maxBytes) return
      message.off('data', read).pause()
      resolve('too-large')
    }
    const [whole, cut] = [() => resolve(Buffer.concat(chunks)), () => resolve('cut')]
    message.on('data', read).once('end', whole).once('error', cut).once('close', cut)
  })
}

export function sendPlain({ status, headers, body = '' }: Outgoing, to: ServerResponse): void {
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }
  to.writeHead(status, { ...headers, ...length })
  to.end(to.req.method === 'HEAD' ? undefined : body)
}

/**
 * Reads on what nobody wanted, up to a limit, so that the client can finish sending and hear the answer: closing on it
 * would take the answer away.
 */
export function discardRest(message: IncomingMessage, maxBytes: number): void {
  if (message.readableEnded || message.destroyed) return
  let rest = 0
  message.on('data', (chunk: Buffer) => {
    rest += chunk.byteLength
    if (rest > maxBytes) message.destroy()
  })
  message.resume()
}
