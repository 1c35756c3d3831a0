/**
 * Finds the place of the boot script in a page. Pure.
 */

/**
 * Before the first stylesheet, script or link, for which a script that comes after would wait; after the `meta` elements,
 * since the encoding must stand in the first 1024 bytes, and the width of the layout depends on the viewport.
 *
 * @returns the page with the element; as it was, if it has the element already
 * @throws TypeError if the page has no head to put it into
 */
export function placeInHead(html: string, element: string): string {
  if (html.includes(element)) return html
  const head = /<head(\s[^>]*)?>/i.exec(html)
  const start = head ? head.index + head[0].length : firstTag(html)
  const rest = html.slice(start)
  const metas = [...rest.matchAll(/<meta\s[^>]*(charset|viewport)[^>]*>\s*/gi)]
  const next = /<(link|script|style|\/head|body)[\s>]/i.exec(rest)?.index
  if (next === undefined) throw new TypeError('The page has no <head>; add one, for the boot script to stand in.')
  const lastMeta = metas.filter(({ index }) => index < next).at(-1)
  const at = start + (lastMeta ? lastMeta.index + lastMeta[0].length : next)
  return `${html.slice(0, at)}${element}\n${html.slice(at)}`
}

/** A page may leave out the tags of its head. */
function firstTag(html: string): number {
  return /<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0
}
