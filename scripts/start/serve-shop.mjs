/**
 * One server for the example: the shop's pages, the collector behind them, and the workbench on what it stores.
 */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { readDefinitions, workbenchSite } from '@heddle/cli'
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
 * Where to go from addresses that people type or have kept.
 *
 * @type {Record<string, string>}
 */
const moved = { '/': '/shop/', '/shop': '/shop/', '/live': '/live/', '/live-lift': '/live/', '/live-lift/': '/live/' }

const workbench = join(root, 'packages/workbench/dist/workbench.html')

/** What the shop tests, and how it will be decided. */
export const plans = join(root, 'examples/shop/plans.ts')

/**
 * @param {{ log: string, port: number }} options `port` 0 is any free one
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serveShop({ log, port }) {
  const collector = await openCollector({ directory: log })
  const live = workbenchSite(await readFile(workbench, 'utf8'), {
    log,
    definitions: await readDefinitions(plans),
    at: '/live/',
  })
  const server = await serve(
    async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/collect') return collector.handle(request)
      if (pathname.startsWith('/live/')) return live(request)
      const elsewhere = moved[pathname]
      if (elsewhere) return new Response(null, { status: 302, headers: { location: elsewhere } })
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
  if (example !== 'shop') return new Response('There is no such page.\n', { status: 404 })
  const path = join(root, 'examples', example, name === 'main.js' ? 'dist/main.min.js' : name)
  const type = types[extname(path)]
  const body = type && (await readFile(path).catch(() => undefined))
  if (!body) return new Response('There is no such file.\n', { status: 404 })
  const content = type.startsWith('text/html') ? await shopPage(String(body)) : new Uint8Array(body)
  return new Response(content, { headers: { 'content-type': type, 'cache-control': 'no-cache' } })
}
