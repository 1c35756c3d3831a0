/**
 * `node examples/react/dist/start.js`: serves the example on port 8790, or on `PORT`, until it is stopped.
 */
import { fileURLToPath } from 'node:url'
import { serveShop } from './serve.js'

const folder = new URL('..', import.meta.url) // This file runs from `dist`.
const log = fileURLToPath(new URL('.heddle/', folder))
const { url } = await serveShop({ folder, log, port: Number(process.env.PORT ?? 8790) })
console.log(`The shop is at ${url}, and its events are in ${log}`)
