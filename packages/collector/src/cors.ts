/**
 * Which pages may read the collector's answers. A page that may not can still send: CORS guards answers, not requests.
 * Pure.
 */

/** Origins of pages, such as `https://shop.example`; `*` is every page. */
export type AllowOrigin = string | readonly string[]

/** Browsers keep the answer to a preflight no longer than this: Chromium 2 hours, Firefox a day. */
const preflightKeptSeconds = 7200

/** @param origin the request's `Origin`, if it has one */
export function corsHeaders(allow: AllowOrigin, origin: string | undefined): Readonly<Record<string, string>> {
  const origins = typeof allow === 'string' ? [allow] : allow
  if (origins.includes('*')) return { 'access-control-allow-origin': '*' }
  if (origin === undefined || !origins.includes(origin)) return { vary: 'Origin' }
  return { 'access-control-allow-origin': origin, vary: 'Origin' }
}

/** Only for pages that send another content type than text/plain: Heddle's own client needs no preflight. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'Content-Type',
  'access-control-max-age': String(preflightKeptSeconds),
}
