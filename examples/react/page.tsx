/**
 * Renders the document of one visitor. On the server only.
 */
import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import type { Visitor } from './known.js'
import { Shop } from './shop.js'

export function pageFor(visitor: Visitor): string {
  const html = renderToString(<Shop visitor={visitor} />)
  return `<!doctype html>${renderToStaticMarkup(
    <html lang="en" dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Mausam: fashion from the Gulf to Goa</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        <script type="module" src="/main.js" />
      </head>
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: React has escaped it, one line above. */}
        <div id="root" data-visitor={JSON.stringify(visitor)} dangerouslySetInnerHTML={{ __html: html }} />
      </body>
    </html>,
  )}`
}
