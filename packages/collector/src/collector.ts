/**
 * The collector: requests in, answers out, for any server. Knows HTTP and nothing of events; intake.ts knows what becomes
 * of a batch.
 */
import { type Acknowledgement, decodeBatch, type ReadBatch, type Refusal } from '@heddle/events'
import { browserOf } from './browser.js'
import { type AllowOrigin, corsHeaders, preflightHeaders } from './cors.js'
import type { CollectorHandler, Exchange, Incoming, Outgoing } from './exchange.js'
import { type CollectorProblem, createIntake } from './intake.js'
import { readBody } from './read-body.js'
import type { Store } from './store.js'

export interface CollectorOptions {
  readonly store: Store
  /** Whose pages may read the answers; default `*`. */
  readonly allowOrigin?: AllowOrigin
  /** Longest body to read, also when it is unpacked; default 1 MiB. Heddle's client sends some 48 kB at most, unless one row alone is larger. */
  readonly maxBodyBytes?: number
  /**
   * How much may wait for the store before pages are told to come later, in characters of unpacked bodies; default
   * 32 Mi. A body is always taken when nothing waits.
   */
  readonly maxWaiting?: number
  /** The clock, in ms since the epoch; default `Date.now`. */
  readonly now?: () => number
  /** Told when the store fails, or is too slow for what comes. Default: nobody is. */
  readonly onProblem?: (problem: CollectorProblem) => void
}

/** How long pages wait before they try again, when the store has failed or has too much to do. */
const retryAfterMs = 5000

/** A row's shared fields are written out with each of its events: the log may take this many times the body. */
const maxUnfolding = 16

const methods = 'GET, HEAD, POST, OPTIONS'

/**
 * @returns the handler; it never rejects. A batch that can be read is answered 200 with what is stored and what never
 * will be. All else acknowledges nothing: 400 for a body that cannot be read, 413 for one that is too large, 503 when
 * the store fails or too much waits for it.
 */
export function createCollector(options: CollectorOptions): CollectorHandler {
  const { store, allowOrigin = '*', maxBodyBytes = 1_048_576, maxWaiting = 33_554_432, now = Date.now } = options
  const { onProblem } = options
  const intake = createIntake({ store, maxChars: maxBodyBytes * maxUnfolding, onProblem })
  let waiting = 0
  let isOverloaded = false

  const collect = async (incoming: Incoming): Promise<Outgoing> => {
    const body = await incoming.body(maxBodyBytes)
    if (body.status === 'too-large')
      return refuse(413, `The body is larger than ${maxBodyBytes} bytes; send less at once.`)
    if (body.status === 'unreadable') return refuse(400, body.reason)
    const { length } = body.text
    if (waiting > 0 && waiting + length > maxWaiting) return overload()
    waiting += length
    try {
      return await take(body.text, incoming.header('user-agent'))
    } finally {
      waiting -= length
      if (waiting === 0) isOverloaded = false
    }
  }

  const take = async (text: string, userAgent: string | undefined): Promise<Outgoing> => {
    const batch = attemptDecode(text)
    if (typeof batch === 'string') return refuse(400, batch)
    const receipt = await intake(batch, now(), userAgent === undefined ? undefined : browserOf(userAgent))
    switch (receipt.status) {
      case 'too-large':
        return refuse(413, 'The batch is too large when written out; send fewer events at once.')
      case 'unavailable':
        return refuse(503, 'The events could not be stored; send them again later.', retryAfterMs)
      case 'stored':
        return acknowledge({ acks: receipt.acks, rejected: receipt.rejected, serverTime: now() })
    }
  }

  const overload = (): Outgoing => {
    // Told once for each time that it gets too much, not once for each page.
    if (!isOverloaded) onProblem?.({ kind: 'overload', waiting })
    isOverloaded = true
    return refuse(503, 'Too much waits to be stored; send the events again later.', retryAfterMs)
  }

  const exchange: Exchange = async (incoming) => {
    const outgoing = await answer(incoming, collect)
    return { ...outgoing, headers: { ...outgoing.headers, ...corsHeaders(allowOrigin, incoming.header('origin')) } }
  }
  const handle = async (request: Request): Promise<Response> => {
    const { status, headers, body = null } = await exchange(webIncoming(request))
    return new Response(body, { status, headers })
  }
  return Object.assign(handle, { exchange })
}

const webIncoming = (request: Request): Incoming => ({
  method: request.method,
  url: request.url,
  header: (name) => request.headers.get(name) ?? undefined,
  body: (maxBytes) => readBody(request, maxBytes),
})

async function answer(incoming: Incoming, collect: (incoming: Incoming) => Promise<Outgoing>): Promise<Outgoing> {
  switch (incoming.method) {
    case 'POST':
      return collect(incoming)
    case 'OPTIONS':
      return { status: 204, headers: { allow: methods, ...preflightHeaders } }
    case 'GET':
    case 'HEAD':
      return { status: 200, headers: plain, body: 'This is a Heddle collector: it takes batches of events by POST.\n' }
    default:
      return refuse(405, `A collector takes batches by POST, not by ${incoming.method}.`, undefined, { allow: methods })
  }
}

const plain = { 'content-type': 'text/plain;charset=UTF-8' }

/** @returns the batch, or the sentence that says why there is none */
function attemptDecode(text: string): ReadBatch | string {
  try {
    return decodeBatch(text)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const acknowledge = (body: Acknowledgement): Outgoing => json(200, body)

function refuse(
  status: number,
  error: string,
  afterMs?: number,
  headers: Readonly<Record<string, string>> = {},
): Outgoing {
  const body: Refusal = afterMs === undefined ? { error } : { error, retryAfterMs: afterMs }
  return json(status, body, headers)
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
})
