/** A Content Security Policy that allows what stands in the page, by its hash, and nothing else. */

export interface Allowed {
  readonly styles: readonly string[]
  readonly scripts?: readonly string[]
  /** Further directives, such as `worker-src blob:`. */
  readonly more?: readonly string[]
}

/** @param allowed the texts of the elements, to the letter */
export async function policy({ styles, scripts = [], more = [] }: Allowed): Promise<string> {
  const directive = async (name: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [`${name} ${(await Promise.all(texts.map(hashOf))).join(' ')}`]
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    ...(await directive('style-src', styles)),
    ...(await directive('script-src', scripts)),
    ...more,
  ].join('; ')
}

/** @see W3C, Content Security Policy Level 3, section 2.3.1 (hash-source) */
async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}
