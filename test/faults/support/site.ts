/**
 * A site of one run: an origin, and so a storage, of its own. `/` has the client, `/elsewhere` has none.
 */
import { createServer } from 'node:http'
import { listenOnOwnPort } from './own-port.js'
import { pageScript } from './page-script.js'

export interface SitePage {
  readonly headers?: { readonly [name: string]: string }
  /** Runs before the client's script: what it breaks is broken for the client. */
  readonly before?: string
  readonly body?: string
  /** Default true. */
  readonly hasClient?: boolean
}

export interface Site {
  readonly url: string
  /** By path. */
  readonly pages: { [path: string]: SitePage }
  /** What scripts of the pages threw and nobody caught. */
  readonly errors: readonly string[]
  readonly close: () => Promise<void>
}

export async function startSite(collectorUrl: string): Promise<Site> {
  const errors: string[] = []
  const pages: { [path: string]: SitePage } = { '/': {}, '/elsewhere': { hasClient: false } }
  const server = createServer(async (message, response) => {
    const { pathname } = new URL(message.url ?? '/', 'http://site')
    if (pathname === '/hang') return
    if (pathname === '/error') {
      let text = ''
      for await (const chunk of message) text += chunk
      errors.push(text)
      return void response.writeHead(204).end()
    }
    const page = pages[pathname]
    if (!page) return void response.writeHead(404).end()
    const { headers, before = '', body = '', hasClient = true } = page
    const script = hasClient ? `<script>${await pageScript(collectorUrl, before)}</script>` : ''
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><p>A page.${body}${script}`)
  })
  const port = await listenOnOwnPort(server)
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    errors,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
