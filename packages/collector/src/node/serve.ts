/**
 * A Node server around any `(Request) => Promise<Response>`: the collector, a page of an example, a test's backend.
 * Knows sockets and nothing of what is served.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Exchange } from '../exchange.js'
import { discardRest, plainIncoming, sendPlain } from './plain.js'
import { bodyOf, send, webRequest } from './request.js'

export interface Handler {
  (request: Request): Response | Promise<Response>
  /** Used in place of the function where it is there: it saves the web's classes. */
  readonly exchange?: Exchange
}

export interface ServeOptions {
  /** Default 0: any free one. */
  readonly port?: number
  /** Default `127.0.0.1`: this machine only. `0.0.0.0` is every network. */
  readonly host?: string
  /** Longest request body; default 8 MiB. Beyond it the answer is 413, whatever the handler says. */
  readonly maxBodyBytes?: number
  /** Told when the handler throws; the client gets a 500. Default: printed on standard error. */
  readonly onError?: (error: unknown) => void
}

export interface RunningServer {
  /** Without a slash at its end, such as `http://127.0.0.1:8787`. */
  readonly url: string
  readonly port: number
  /** Takes no more requests, lets those under way finish for at most 2 s. Calling it twice is harmless. */
  close(): Promise<void>
}

/** How long requests under way may take to finish when the server closes. */
const graceMs = 2000

/** @throws (rejects) an Error that names the port and what to do, if it cannot be had */
export async function serve(handler: Handler, options: ServeOptions = {}): Promise<RunningServer> {
  const { port = 0, host = '127.0.0.1', maxBodyBytes = 8_388_608, onError = console.error } = options
  let closing: Promise<void> | undefined
  /** Connections that browsers open ahead; Node counts them neither as idle nor as requests. */
  const unused = new Set<Socket>()
  const server = createServer((message, response) => {
    unused.delete(message.socket)
    // While the server closes, a connection would be kept for a next request that nobody will answer.
    for (const side of [message, response]) side.once('close', () => closing && server.closeIdleConnections())
    // A client that went away in the middle is no error of anybody.
    exchange(handler, message, response, maxBodyBytes, onError).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, port, host)))
    server.listen(port, host, resolve)
  })
  // A server that listens on a port has an address of this kind.
  const address = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      const patience = setTimeout(() => server.closeAllConnections(), graceMs)
      server.close(() => {
        clearTimeout(patience)
        resolve()
      })
      server.closeIdleConnections()
      for (const socket of unused) socket.destroy()
    })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function exchange(
  handler: Handler,
  message: IncomingMessage,
  to: ServerResponse,
  maxBodyBytes: number,
  onError: (error: unknown) => void,
): Promise<void> {
  if (handler.exchange) return exchangePlain(handler.exchange, message, to, maxBodyBytes, onError)
  const body = bodyOf(message, maxBodyBytes)
  const answer = await attempt(handler, message, body.stream, onError)
  await send(body.isTooLarge() ? new Response('The body is too large.\n', { status: 413 }) : answer, to)
  await body.discard()
}

async function exchangePlain(
  exchange: Exchange,
  message: IncomingMessage,
  to: ServerResponse,
  maxBodyBytes: number,
  onError: (error: unknown) => void,
): Promise<void> {
  const answer = await exchange(plainIncoming(message, maxBodyBytes)).catch((error) => {
    onError(error)
    return { status: 500, headers: {}, body: 'The server failed to answer.\n' }
  })
  sendPlain(answer, to)
  discardRest(message, maxBodyBytes)
}

async function attempt(
  handler: Handler,
  message: IncomingMessage,
  body: ReadableStream<Uint8Array>,
  onError: (error: unknown) => void,
): Promise<Response> {
  let request: Request
  try {
    request = webRequest(message, body)
  } catch {
    return new Response('The request cannot be understood.\n', { status: 400 })
  }
  try {
    return await handler(request)
  } catch (error) {
    onError(error)
    return new Response('The server failed to answer.\n', { status: 500 })
  }
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} on ${host} is in use; stop what listens there, or choose another port (0 is any).`,
        {
          cause: error,
        },
      )
    case 'EACCES':
      return new Error(`Port ${port} on ${host} is not allowed for this user; choose one above 1023.`, { cause: error })
    default:
      return new Error(`Cannot listen on port ${port} of ${host}: ${error.message}.`, { cause: error })
  }
}
