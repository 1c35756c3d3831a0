/**
 * The collector as a web-standard handler: requests in, answers out, for any server that speaks `Request` and `Response`.
 * Knows HTTP and nothing of events; intake.ts knows what becomes of a batch.
 */
import { type Acknowledgement, decodeBatch, type ReadBatch, type Refusal } from '@heddle/events'
import { type AllowOrigin, corsHeaders, preflightHeaders } from './cors.js'
import { type CollectorProblem, createIntake } from './intake.js'
import { readBody } from './read-body.js'
import type { Store } from './store.js'

export interface CollectorOptions {
  readonly store: Store
  /** Whose pages may read the answers; default `*`. */
  readonly allowOrigin?: AllowOrigin
  /** Longest body to read; default 1 MiB. Heddle's client sends some 48 kB at most, unless one row alone is larger. */
  readonly maxBodyBytes?: number
  /** The clock, in ms since the epoch; default `Date.now`. */
  readonly now?: () => number
  /** Told when the store fails. Default: nobody is. */
  readonly onProblem?: (problem: CollectorProblem) => void
}

/** How long pages wait before they try again, when the store has failed. */
const retryAfterMs = 5000

/** A row's shared fields are written out with each of its events: the log may take this many times the body. */
const maxUnfolding = 16

const methods = 'GET, HEAD, POST, OPTIONS'

/**
 * @returns the handler; it never rejects. A batch that can be read is answered 200 with what is stored and what never
 * will be. All else acknowledges nothing: 400 for a body that cannot be read, 413 for one that is too large, 503 when
 * the store fails.
 */
export function createCollector(options: CollectorOptions): (request: Request) => Promise<Response> {
  const { store, allowOrigin = '*', maxBodyBytes = 1_048_576, now = Date.now, onProblem } = options
  const intake = createIntake({ store, maxChars: maxBodyBytes * maxUnfolding, onProblem })

  const collect = async (request: Request): Promise<Response> => {
    const body = await readBody(request, maxBodyBytes)
    if (body.status === 'too-large')
      return refuse(413, `The body is larger than ${maxBodyBytes} bytes; send less at once.`)
    if (body.status === 'unreadable') return refuse(400, body.reason)
    const batch = attemptDecode(body.text)
    if (typeof batch === 'string') return refuse(400, batch)
    const receipt = await intake(batch, now())
    switch (receipt.status) {
      case 'too-large':
        return refuse(413, 'The batch is too large when written out; send fewer events at once.')
      case 'unavailable':
        return refuse(503, 'The events could not be stored; send them again later.', retryAfterMs)
      case 'stored':
        return acknowledge({ acks: receipt.acks, rejected: receipt.rejected, serverTime: now() })
    }
  }

  return async (request) => {
    const response = await answer(request, collect)
    for (const [name, value] of Object.entries(corsHeaders(allowOrigin, request.headers.get('origin')))) {
      response.headers.set(name, value)
    }
    return response
  }
}

async function answer(request: Request, collect: (request: Request) => Promise<Response>): Promise<Response> {
  switch (request.method) {
    case 'POST':
      return collect(request)
    case 'OPTIONS':
      return new Response(null, { status: 204, headers: { allow: methods, ...preflightHeaders } })
    case 'GET':
    case 'HEAD':
      return new Response('This is a Heddle collector: it takes batches of events by POST.\n')
    default:
      return refuse(405, `A collector takes batches by POST, not by ${request.method}.`, undefined, { allow: methods })
  }
}

/** @returns the batch, or the sentence that says why there is none */
function attemptDecode(text: string): ReadBatch | string {
  try {
    return decodeBatch(text)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const acknowledge = (body: Acknowledgement): Response => json(200, body)

function refuse(
  status: number,
  error: string,
  afterMs?: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body: Refusal = afterMs === undefined ? { error } : { error, retryAfterMs: afterMs }
  return json(status, body, headers)
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
