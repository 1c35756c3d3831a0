/**
 * Where the visitor's id is kept, with the visit and the choices made. Synchronous, since the first paint needs it;
 * never throws, since storage may be blocked.
 */
import { attempt } from './attempt.js'

/** A place for one text. */
export interface UnitStore {
  read(): string | null | undefined
  write(text: string): void
  erase(): void
}

const key = 'heddle'

/**
 * Keeps the id in localStorage: one origin, and no request carries it.
 * Safari deletes what scripts store after 7 days without a visit; only a cookie set by a server lasts longer.
 */
export function local(): UnitStore {
  return {
    read: () => attempt(() => localStorage[key]),
    write: (text) =>
      attempt(() => {
        localStorage[key] = text
      }),
    erase: () => attempt(() => delete localStorage[key]),
  }
}

/**
 * Keeps the id in the cookie `heddle`: servers can read it, and subdomains share it. Its value is a JSON object,
 * percent-encoded, in which `visitor` is the id.
 *
 * @param options `domain`, such as `example.com`: without it the cookie belongs to this host alone; `maxAgeDays`,
 * default 400, the most that browsers allow; Safari keeps a cookie written by script for 7 days
 */
export function cookie({ domain, maxAgeDays = 400 }: { domain?: string; maxAgeDays?: number } = {}): UnitStore {
  const write = (text: string, days: number) =>
    attempt(() => {
      const where = `${domain ? `;domain=${domain}` : ''}${location.protocol === 'https:' ? ';secure' : ''}`
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and the first paint is not.
      document.cookie = `${key}=${encodeURIComponent(text)};path=/;samesite=lax;max-age=${days * 86_400}${where}`
    })
  return {
    read: () =>
      attempt(() => {
        const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${key}=`))
        return found && decodeURIComponent(found.slice(key.length + 1))
      }),
    write: (text) => write(text, maxAgeDays),
    erase: () => write('', 0),
  }
}
