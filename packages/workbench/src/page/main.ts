/** Where the page begins. The worker's script stands in the page as text, so that one file is all there is. */
import { startApp } from './app.js'
import { createScanner } from './scanner.js'
import { servedLog } from './served.js'

const textOf = (id: string) => document.getElementById(id)?.textContent
const address = document.documentElement.dataset.log
const definitions = textOf('definitions')
startApp(
  createScanner(textOf('worker') ?? ''),
  address === undefined
    ? undefined
    : { log: servedLog(address), definitions: definitions ? JSON.parse(definitions) : undefined },
)
