/**
 * What the workbench's server answers: the page, and one log. Only to this machine, and only by the names of this machine: a
 * page of another site that points its own name here is refused.
 */
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Chunk, LogSource } from '@heddle/analysis'
import { readLog } from '@heddle/analysis/node'
import { withLog } from '@heddle/workbench'

/**
 * @param log a file, or a folder of a collector; it is read anew each time that it is asked for
 * @throws Error that names the log, if there is none
 */
export function workbenchSite(page: string, log: string | undefined): (request: Request) => Promise<Response> {
  const place = log === undefined ? undefined : `/log/${encodeURIComponent(basename(log))}`
  const text = place === undefined ? page : withLog(page, place)
  return async (request) => {
    const { pathname, hostname } = new URL(request.url)
    if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return plain('Only for this machine.', 403)
    if (request.method !== 'GET') return plain('Only to be read.', 405)
    if (pathname === '/') return answer(text, 'text/html; charset=utf-8')
    if (log === undefined || pathname !== place) return plain('Nothing is here.', 404)
    try {
      return answer(streamOf(await readLog([log])), 'application/x-ndjson')
    } catch (cause) {
      return plain(cause instanceof Error ? cause.message : String(cause), 404)
    }
  }
}

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

const answer = (body: string | ReadableStream, type: string) =>
  new Response(body, { headers: { ...headers, 'content-type': type } })

const plain = (sentence: string, status: number) => new Response(`${sentence}\n`, { status, headers })

/** All files in one, unpacked. */
function streamOf(sources: readonly LogSource[]): ReadableStream {
  // Cast: Node's stream of the web and the web's own differ in their types only.
  return Readable.toWeb(Readable.from(bytesOf(sources), { objectMode: false })) as unknown as ReadableStream
}

async function* bytesOf(sources: readonly LogSource[]): AsyncGenerator<Uint8Array | string> {
  for (const source of sources) {
    if (!('chunks' in source)) continue
    for await (const chunk of source.chunks) yield isBroken(chunk) ? `\n${chunk.broken}` : chunk
    yield '\n' // A file that was cut must not run into the next one.
  }
}

const isBroken = (chunk: Chunk): chunk is { readonly broken: string } => typeof chunk === 'object' && 'broken' in chunk
