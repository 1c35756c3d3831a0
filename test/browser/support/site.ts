/**
 * A site of one test: its pages, the client's script, and the real collector at `/collect`, gone when the test has ended.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCollector, serve } from '@heddle/collector/node'
import { decodeLogLine, type LoggedEvent } from '@heddle/events'
import { onTestFinished } from 'vitest'
import { logLines } from '../../../scripts/log-lines.mjs'
import { clientScript } from './bundle.js'

/** What stands at one path. The script runs after the body is there; `client` and `heddle` are at hand. */
export interface SitePage {
  readonly body: string
  readonly script?: string
  readonly dir?: 'ltr' | 'rtl'
  readonly headers?: { readonly [name: string]: string }
}

export interface Site {
  readonly url: string
  /** What the log holds, oldest first. */
  readonly events: () => Promise<readonly LoggedEvent[]>
  /** While true the collector answers 503, as it does when its disk is full. */
  down: boolean
}

/** What every page's script starts with. */
const prelude = `
const { applyVariant, beacon, createClient, defineExperiment, defineGoal, indexedDbBuffer, relabel, reorder, trackClicks, trackVitals } = heddle
var problems = []
var client = createClient({
  transport: beacon('/collect'), buffer: indexedDbBuffer(), consent: 'granted', onProblem: (problem) => problems.push(problem),
})
`

export async function startSite(pages: { readonly [path: string]: SitePage }): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), 'heddle-browser-'))
  const collector = await openCollector({ directory })
  const server = await serve(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/collect') {
      return site.down ? new Response('{"error":"The disk is full."}', { status: 503 }) : collector.handle(request)
    }
    if (pathname === '/heddle.js') return javascript(await clientScript())
    const page = pages[pathname.replace(/\.js$/, '')]
    if (!page) return new Response('There is no such page.', { status: 404 })
    return pathname.endsWith('.js') ? javascript(page.script ?? '') : html(page, pathname)
  })
  onTestFinished(async () => {
    await server.close()
    await collector.close()
    await rm(directory, { recursive: true, force: true })
  })

  const site: Site = { url: server.url, events: () => eventsIn(directory), down: false }
  return site
}

async function eventsIn(directory: string): Promise<readonly LoggedEvent[]> {
  return (await logLines(directory)).map(decodeLogLine).flatMap((line) => (line.status === 'event' ? [line.event] : []))
}

const javascript = (text: string) => new Response(text, { headers: { 'content-type': 'text/javascript' } })

function html({ body, script, dir = 'ltr', headers }: SitePage, path: string): Response {
  const scripts = script === undefined ? '' : `<script src="/heddle.js"></script><script src="${path}.js"></script>`
  return new Response(
    `<!doctype html><html lang="en" dir="${dir}"><meta charset="utf-8"><title>A page</title>${body}${scripts}`,
    { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } },
  )
}

/** A page's script with a client that has consent, in IndexedDB, at the site's collector. */
export const withClient = (script: string): string => prelude + script
