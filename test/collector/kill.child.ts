/**
 * A collector in a process of its own, to be killed. Says where it listens, on one line.
 */
import { openCollector, serve } from '@heddle/collector/node'

const [, , directory = '', maxFileBytes, gzip] = process.argv
const collector = await openCollector({
  directory,
  gzip: gzip === 'gzip',
  ...(maxFileBytes === undefined ? {} : { maxFileBytes: Number(maxFileBytes) }),
})
const { url } = await serve(collector.handle)
console.log(url)
