/**
 * A server that sends a page piece by piece, as a slow network does: what stands before a pause is painted before it ends.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/** What the server does next: send this text, wait so many ms, or wait until a test lets it go on. */
export type Step = string | number | Promise<unknown>

export interface SlowPage {
  readonly steps: readonly Step[]
  readonly headers?: { readonly [name: string]: string }
  readonly type?: string
}

/** @returns the address of the site, which is gone when the test has ended */
export async function startSlowSite(pageAt: (url: URL) => SlowPage | undefined): Promise<string> {
  const server = createServer(async (request, response) => {
    const page = pageAt(new URL(request.url ?? '/', 'http://site'))
    if (!page) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': page.type ?? 'text/html; charset=utf-8', ...page.headers })
    await send(page.steps, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // Cast: a server that listens on a port has such an address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function send(steps: readonly Step[], response: ServerResponse): Promise<void> {
  for (const step of steps) {
    if (typeof step === 'string') response.write(step)
    else if (typeof step === 'number') await pause(step)
    else await step
  }
  response.end()
}
