/** The log that a server has for this page: whole at first, then only what has come to it. */

export type Heard =
  | { readonly status: 'same' }
  /** What has come since the last answer, or the log from its beginning. */
  | { readonly status: 'more' | 'whole'; readonly file: File }
  /** It answers, and has no log; the sentence is its own. */
  | { readonly status: 'nothing'; readonly sentence: string }
  | { readonly status: 'gone' }

export interface ServedLog {
  /** Asks the server; an unchanged log costs a few bytes. One call at a time. */
  ask(): Promise<Heard>
  /** What was heard is of no use: the next answer is the whole log. */
  forget(): void
}

/** How long a server may think before it counts as gone. */
const patienceMs = 10_000

/** @param address of the log, which ends in its name */
export function servedLog(address: string): ServedLog {
  const name = decodeURIComponent(address.split('/').at(-1) ?? 'log')
  let known: string | undefined

  async function ask(): Promise<Heard> {
    const response = await answerOf(address, known)
    if (response.status === 304) return { status: 'same' }
    if (!response.ok) {
      known = undefined
      return { status: 'nothing', sentence: (await response.text()).trim() }
    }
    const file = new File([await response.blob()], name)
    known = response.headers.get('etag') ?? undefined
    return { status: response.status === 226 ? 'more' : 'whole', file }
  }

  return {
    ask: () => ask().catch(() => ({ status: 'gone' })),
    forget: () => {
      known = undefined
    },
  }
}

/** @see RFC 3229, Delta encoding in HTTP, for the headers */
async function answerOf(address: string, known: string | undefined): Promise<Response> {
  const gaveUp = new AbortController()
  const timer = setTimeout(() => gaveUp.abort(), patienceMs)
  try {
    const headers: HeadersInit = known === undefined ? {} : { 'if-none-match': known, 'a-im': 'append' }
    return await fetch(address, { cache: 'no-store', headers, signal: gaveUp.signal })
  } finally {
    clearTimeout(timer)
  }
}
