/**
 * The workbench as one file: style, script and worker stand in it, and a policy that allows just these and no connection.
 */

import type { Definitions } from '@heddle/analysis'
import { policy } from '../report/policy.js'
import { colours } from '../style/colours.js'
import { liftStyle } from '../style/lift-style.js'
import { pageStyle } from '../style/page-style.js'

/** Stands in the policy; a server that feeds the page a log allows its own address in its place. */
const noConnection = "connect-src 'none'"

const beforeWorker = '<script type="text/plain" id="worker">'

/** @param script of the page; @param worker of its worker; both as one classic script */
export async function workbenchPage(script: string, worker: string): Promise<string> {
  const style = `${colours}${liftStyle}${pageStyle}`
  const [page, thread] = [script, worker].map(asElement)
  const allowed = await policy({
    styles: [style],
    scripts: [page ?? ''],
    more: ['worker-src blob:', 'img-src blob:', noConnection],
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>heddle</title>
<style>${style}</style>
</head>
<body>
<noscript>The workbench computes in this page, so it needs JavaScript.</noscript>
${beforeWorker}${thread}</script>
<script>${page}</script>
</body>
</html>
`
}

/**
 * The page with a log of its server, which it opens by itself and follows.
 *
 * @param address of the log, relative to the page; its last part is its name
 * @param definitions what is tested and computed; without them the page shows every goal
 */
export function withLog(page: string, address: string, definitions?: Definitions): string {
  const data = definitions && JSON.stringify(definitions).replaceAll('<', '\\u003c')
  return page
    .replace(noConnection, "connect-src 'self'")
    .replace('<html lang="en">', `<html lang="en" data-log="${address}">`)
    .replace(beforeWorker, (found) =>
      data === undefined ? found : `<script type="application/json" id="definitions">${data}</script>\n${found}`,
    )
}

/** An end tag inside a script would end it; in a script's texts the backslash changes nothing. */
const asElement = (script: string) => script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
