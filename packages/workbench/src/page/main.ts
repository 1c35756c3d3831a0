/** Where the page begins. The worker's script stands in the page as text, so that one file is all there is. */
import { startApp } from './app.js'
import { createScanner } from './scanner.js'
import { servedFiles } from './served.js'

const source = document.getElementById('worker')?.textContent ?? ''
const served = document.documentElement.dataset.log
startApp(createScanner(source), served === undefined ? {} : { served: () => servedFiles(served) })
