/**
 * A collector in a process of its own, to be killed. Says where it listens, on one line.
 */
import { openCollector, serve } from '@heddle/collector/node'

const collector = await openCollector({ directory: process.argv[2] ?? '' })
const { url } = await serve(collector.handle)
console.log(url)
