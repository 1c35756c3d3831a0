/**
 * Which browser sent a request, as coarsely as a loss can be blamed on one: a name and a major version.
 * Pure. The user agent itself is never kept.
 */

/** The first that is found counts: each engine's text also names the older ones that it wants to be taken for. */
const browsers: readonly (readonly [name: string, found: RegExp])[] = [
  ['Firefox', /\bFirefox\/(\d{1,4})/],
  ['Chromium', /\b(?:Headless)?(?:Chrome|Chromium)\/(\d{1,4})/],
  ['Safari', /\((?:Macintosh|iPhone|iPad|iPod).*\bVersion\/(\d{1,4}).*\bSafari\//],
  // Other browsers on its engine, those of iPhones among them: their own numbers say nothing of it.
  ['WebKit', /\bAppleWebKit\//],
]

/** `Chromium 156`, `Safari 18`, `WebKit`, `other`. */
export function browserOf(userAgent: string): string {
  for (const [name, found] of browsers) {
    const match = found.exec(userAgent.slice(0, longest))
    if (match) return match[1] === undefined ? name : `${name} ${match[1]}`
  }
  return 'other'
}

/** So that a hostile header costs nothing. */
const longest = 512
