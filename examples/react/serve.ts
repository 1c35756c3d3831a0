/**
 * A small server for the example: the page of each visitor, its files, and the collector behind it.
 */
import { readFile } from 'node:fs/promises'
import { openCollector, serve } from '@heddle/collector/node'
import { visitorIn } from './known.js'
import { pageFor } from './page.js'

const files: { readonly [path: string]: readonly [file: string, type: string] } = {
  '/main.js': ['dist/main.min.js', 'text/javascript; charset=utf-8'],
  '/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-store', // It holds the visitor's id, and the variant of one visitor.
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
}

export interface ShopServerOptions {
  /** Where this example stands. */
  readonly folder: URL
  /** Where the events go: a directory. */
  readonly log: string
  /** Default 0: any free one. */
  readonly port?: number
}

export interface ShopServer {
  /** Without a slash at its end. */
  readonly url: string
  close(): Promise<void>
}

export async function serveShop({ folder, log, port = 0 }: ShopServerOptions): Promise<ShopServer> {
  const collector = await openCollector({ directory: log })
  const server = await serve(
    async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/collect') return collector.handle(request)
      if (pathname === '/') {
        return new Response(pageFor(visitorIn(request.headers.get('cookie') ?? '')), { headers: pageHeaders })
      }
      const [file, type = ''] = files[pathname] ?? []
      if (!file) return new Response('There is no such page.\n', { status: 404 })
      return new Response(await readFile(new URL(file, folder), 'utf8'), { headers: { 'content-type': type } })
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
