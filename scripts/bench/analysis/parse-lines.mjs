/** What anybody would write: the file in chunks, as text, line by line, each through JSON.parse. */
import { createReadStream } from 'node:fs'
import { job } from './job.mjs'

await job(async (path) => {
  const decoder = new TextDecoder()
  let rest = ''
  let events = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = rest + decoder.decode(chunk, { stream: true })
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      if (JSON.parse(text.slice(start, end)).type !== 'ledger') events++
      start = end + 1
    }
    rest = text.slice(start)
  }
  return `${events.toLocaleString('en')} events`
})
