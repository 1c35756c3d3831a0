/**
 * The real collector behind a server that can do it every wrong: it refuses, hangs, cuts connections before and after the
 * events were stored, answers for somebody else, or is not there. Remembers every request.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { openCollector } from '@heddle/collector/node'
import { decodeBatch } from '@heddle/events'
import { logText } from '../../../scripts/log-lines.mjs'
import { type Account, accountOf } from './account.js'
import { startChildCollector } from './child-collector.js'
import { listenOnOwnPort } from './own-port.js'

/** What becomes of one request. */
export type Behaviour =
  /** As it should be: stored, and answered. */
  | 'store'
  /** Read, not stored, never answered. */
  | 'hang'
  /** The connection is reset; not stored. */
  | 'reset'
  /** The connection ends; not stored. */
  | 'swallow'
  /** Stored, then the connection is cut before the answer. */
  | 'store-and-cut'
  /** Stored, and the connection is cut in the middle of the answer. */
  | 'cut-answer'
  /** Stored, and answered 200 with nothing. */
  | 'empty-answer'
  /** Not stored; a page of somebody else answers 200. */
  | 'portal'
  /** Not stored; 200, and numbers are acknowledged that nobody sent. */
  | 'other-acks'
  /** Not stored; refused by the collector. */
  | { readonly status: number; readonly retryAfterMs?: number }
  /** Stored and answered after so many ms. */
  | { readonly afterMs: number }

export interface Arrival {
  /** ms since the epoch. */
  readonly at: number
  readonly method: string
  /** As text, also where it came compressed. */
  readonly body: string
  /** What `track` was given, of each event in it. */
  readonly numbers: readonly number[]
  /** Whether the connection has carried a request before. */
  readonly isReused: boolean
}

export interface Collector {
  /** On a port, and so an origin, of its own; the port stays while the collector is gone. */
  readonly url: string
  /** Decides about each request; at first `store`. */
  behave: (arrival: Arrival) => Behaviour
  /** What has arrived in full, in its order, whatever became of it. */
  readonly arrivals: readonly Arrival[]
  /** What the log holds now. */
  readonly account: () => Promise<Account>
  /** Nobody listens any more; whoever waits is cut off. */
  readonly vanish: () => Promise<void>
  readonly reappear: () => Promise<void>
  /** From now on a process of its own, which can be killed, stores the events. */
  readonly moveOut: () => Promise<void>
  /** Kills that process in the middle of its work, and starts another one on the same log. */
  readonly killAndRestart: () => Promise<void>
  readonly close: () => Promise<void>
}

/** One after the other; the last for all that follow. */
export function inTurn(...behaviours: readonly [Behaviour, ...Behaviour[]]): () => Behaviour {
  let next = 0
  return () => behaviours[Math.min(next++, behaviours.length - 1)] ?? 'store'
}

export async function startCollector(): Promise<Collector> {
  const directory = await mkdtemp(join(tmpdir(), 'heddle-log-'))
  const inside = await openCollector({ directory })
  let child: Awaited<ReturnType<typeof startChildCollector>> | undefined
  let isInsideOpen = true
  const arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  const carried = new WeakMap<Socket, number>()

  /** @throws (rejects) if the child died of it */
  const store = async (message: IncomingMessage, body: Buffer): Promise<Response> => {
    const { method = 'GET' } = message
    const request = new Request(child?.url ?? 'http://collector/collect', {
      method,
      headers: { 'content-type': message.headers['content-type'] ?? '', origin: message.headers.origin ?? '' },
      ...(method === 'POST' && { body: new Uint8Array(body) }),
    })
    return child ? fetch(request) : inside.handle(request)
  }

  const exchange = async (message: IncomingMessage, response: ServerResponse) => {
    const { socket, method = 'GET' } = message
    const before = carried.get(socket) ?? 0
    carried.set(socket, before + 1)
    const bytes = await bytesOf(message)
    const body = textOf(bytes)
    const arrival = { at: Date.now(), method, isReused: before > 0, body, numbers: numbersIn(body) }
    arrivals.push(arrival)
    if (method !== 'POST') return send(await store(message, bytes), response)
    const behaviour = collector.behave(arrival)
    if (typeof behaviour === 'object' && 'status' in behaviour) return send(refusal(behaviour), response)
    if (typeof behaviour === 'object') {
      const answer = await store(message, bytes)
      await pause(behaviour.afterMs)
      return send(answer, response)
    }
    switch (behaviour) {
      case 'hang':
        return
      case 'reset':
        return void socket.resetAndDestroy()
      case 'swallow':
        return void socket.destroy()
      case 'portal':
        return void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><p>Welcome to the hotel.')
      case 'other-acks':
        return send(acknowledgementOfOthers(), response)
      case 'store':
        return send(await store(message, bytes), response)
      case 'store-and-cut':
        await store(message, bytes)
        return void socket.destroy()
      case 'empty-answer':
        await store(message, bytes)
        return void response.writeHead(200, cors).end()
      case 'cut-answer': {
        const text = await (await store(message, bytes)).text()
        response.writeHead(200, { ...cors, 'content-type': 'application/json', 'content-length': text.length })
        response.write(text.slice(0, text.length / 2), () => socket.destroy())
      }
    }
  }

  const server = createServer((message, response) => {
    exchange(message, response).catch(() => message.socket.destroy()) // Whoever went away needs no answer.
  })
  server.keepAliveTimeout = 60_000 // So that connections are reused as they are in life.
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const vanish = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  const port = await listenOnOwnPort(server)

  const collector: Collector = {
    url: `http://127.0.0.1:${port}/collect`,
    behave: () => 'store',
    arrivals,
    account: async () => accountOf(await logText(directory)),
    vanish,
    reappear: () => listen(port),
    moveOut: async () => {
      await inside.close()
      isInsideOpen = false
      child = await startChildCollector(directory)
    },
    killAndRestart: async () => {
      await child?.kill()
      child = await startChildCollector(directory)
    },
    close: async () => {
      if (server.listening) await vanish()
      await child?.kill()
      if (isInsideOpen) await inside.close()
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return collector
}

const cors = { 'access-control-allow-origin': '*' }

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Long batches are compressed. */
const textOf = (bytes: Buffer) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8')

function numbersIn(body: string): readonly number[] {
  try {
    return decodeBatch(body).events.map(({ decoded }) => ('event' in decoded ? Number(Object(decoded.event).value) : 0))
  } catch {
    return []
  }
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(
    [...answer.headers].filter(([name]) => !/^(transfer-encoding|connection|keep-alive|date)$/.test(name)),
  )
  response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
}

function refusal({ status, retryAfterMs }: { readonly status: number; readonly retryAfterMs?: number }): Response {
  const error = 'A fault was asked for.'
  return Response.json({ error, ...(retryAfterMs && { retryAfterMs }) }, { status, headers: cors })
}

const acknowledgementOfOthers = () =>
  Response.json({ acks: [['somebody-else', 1, 1000]], rejected: [], serverTime: Date.now() }, { headers: cors })
