/**
 * One server for the example: the shop's pages, the collector behind them, and the live lift of what it stores.
 */
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { analyseLog } from '@heddle/analysis/node'
import { openCollector, serve } from '@heddle/collector/node'
import { root } from '../run.mjs'
import { shopPage } from './shop-page.mjs'

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * @param {{ log: string, port: number }} options `port` 0 is any free one
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveShop({ log, port }) {
  const collector = await openCollector({ directory: log })
  const liftOf = reportCache(collector.path, log)
  const server = await serve(
    async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/collect') return collector.handle(request)
      if (pathname === '/lift.json') return Response.json(await liftOf())
      if (pathname === '/') return new Response(null, { status: 302, headers: { location: '/shop/' } })
      return file(pathname)
    },
    { port },
  )
  return {
    url: server.url,
    async close() {
      await server.close()
      await collector.close()
    },
  }
}

/**
 * A page's file: `/shop/` is examples/shop/index.html, `/shop/main.js` is its bundle.
 *
 * @param {string} pathname
 */
async function file(pathname) {
  const [, example = '', ...rest] = normalize(pathname).split('/')
  const name = rest.join('/') || 'index.html'
  if (!['shop', 'live-lift'].includes(example)) return new Response('There is no such page.\n', { status: 404 })
  const path = join(root, 'examples', example, name === 'main.js' ? 'dist/main.min.js' : name)
  const type = types[extname(path)]
  const body = type && (await readFile(path).catch(() => undefined))
  if (!body) return new Response('There is no such file.\n', { status: 404 })
  const content =
    example === 'shop' && type.startsWith('text/html') ? await shopPage(String(body)) : new Uint8Array(body)
  return new Response(content, { headers: { 'content-type': type, 'cache-control': 'no-cache' } })
}

/**
 * Analyses again only when the log has grown.
 *
 * @param {string} path
 * @param {string} log
 */
function reportCache(path, log) {
  let before = ''
  /** @type {ReturnType<typeof analyseLog> | undefined} */
  let report
  return async () => {
    const { ino, size } = await stat(path)
    const now = `${ino} ${size}` // Another file when a full hour has struck.
    if (now !== before) report = analyseLog([log])
    before = now
    return report
  }
}
