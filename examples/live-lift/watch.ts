/**
 * Asks for the report again and again, and says how that went. Draws nothing.
 */
import type { LiftReport } from '@heddle/analysis'

export type Watched =
  | { readonly status: 'live'; readonly report: LiftReport }
  | { readonly status: 'gone'; readonly reason: string }

/** Tells every answer, the first at once; asks `everyMs` after the last answer, and only while the page is visible. */
export function watch(url: string, everyMs: number, tell: (watched: Watched) => void): () => void {
  const stopped = new AbortController()
  const round = async () => {
    if (!document.hidden) tell(await ask(url))
    if (!stopped.signal.aborted) setTimeout(round, everyMs)
  }
  void round()
  return () => stopped.abort()
}

async function ask(url: string): Promise<Watched> {
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
    if (!response.ok) return { status: 'gone', reason: `it answered ${response.status}` }
    const report: unknown = await response.json()
    return isReport(report) ? { status: 'live', report } : { status: 'gone', reason: 'its answer is no lift report' }
  } catch (cause) {
    return { status: 'gone', reason: cause instanceof SyntaxError ? 'its answer is no JSON' : 'it does not answer' }
  }
}

/** The version promises the rest of the form. */
const isReport = (value: unknown): value is LiftReport =>
  typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'experiments' in value
