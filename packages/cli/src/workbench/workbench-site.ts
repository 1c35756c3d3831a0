/**
 * What the workbench's server answers: the page, and one log, whole or what has come to it. Only to this machine, and only by
 * the names of this machine: a page of another site that points its own name here is refused.
 */
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Chunk, Definitions } from '@heddle/analysis'
import { followLog } from '@heddle/analysis/node'
import { withLog } from '@heddle/workbench'

export interface WorkbenchSiteOptions {
  /** A file, or a folder of a collector; read anew each time that it is asked for. */
  readonly log?: string | undefined
  /** What is tested and computed; without it the page shows every goal. */
  readonly definitions?: Definitions | undefined
  /** The path that the page has on its server, which ends with a slash; default `/`. */
  readonly at?: string
}

/**
 * @param page as `@heddle/workbench/page` has it
 * @returns a handler for the page and all below it
 */
export function workbenchSite(
  page: string,
  { log, definitions, at = '/' }: WorkbenchSiteOptions = {},
): (request: Request) => Promise<Response> {
  const place = log === undefined ? undefined : `log/${encodeURIComponent(basename(log))}`
  const text = place === undefined ? page : withLog(page, place, definitions)
  return async (request) => {
    const { pathname, hostname } = new URL(request.url)
    if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return plain('Only for this machine.', 403)
    if (request.method !== 'GET') return plain('Only to be read.', 405)
    if (pathname === at) {
      return new Response(text, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } })
    }
    if (log === undefined || pathname !== `${at}${place}`) return plain('Nothing is here.', 404)
    try {
      return await logAnswer(log, request)
    } catch (cause) {
      return plain(cause instanceof Error ? cause.message : String(cause), 404)
    }
  }
}

/**
 * The log, or nothing (304) for who has all of it, or for who asks for it only what has come since (226).
 *
 * @see RFC 3229, Delta encoding in HTTP
 */
async function logAnswer(log: string, { headers: asked }: Request): Promise<Response> {
  const known = asked.get('if-none-match') ?? ''
  const { kind, place, chunks } = await followLog(log, asked.get('a-im') === 'append' ? known.slice(1, -1) : '')
  const answered = { ...headers, 'content-type': 'application/x-ndjson', etag: `"${place}"` }
  switch (kind) {
    case 'same':
      return new Response(null, { status: 304, headers: answered })
    case 'more':
      return new Response(streamOf(chunks), {
        status: 226,
        headers: { ...answered, im: 'append', 'delta-base': known },
      })
    case 'whole':
      return new Response(streamOf(chunks), { headers: answered })
  }
}

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

const plain = (sentence: string, status: number) => new Response(`${sentence}\n`, { status, headers })

function streamOf(chunks: AsyncIterable<Chunk>): ReadableStream {
  // Cast: Node's stream of the web and the web's own differ in their types only.
  return Readable.toWeb(Readable.from(bytesOf(chunks), { objectMode: false })) as unknown as ReadableStream
}

async function* bytesOf(chunks: AsyncIterable<Chunk>): AsyncGenerator<Uint8Array | string> {
  for await (const chunk of chunks) yield isBroken(chunk) ? `\n${chunk.broken}` : chunk
}

const isBroken = (chunk: Chunk): chunk is { readonly broken: string } => typeof chunk === 'object' && 'broken' in chunk
