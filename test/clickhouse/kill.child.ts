/**
 * Brings a log to servers in a process of its own, to be killed. Says one line when it has begun and one when it is done.
 */
import { ingest, openServer } from '@heddle/analysis/clickhouse'

const [, , path = '', database = '', blockLines = '', ...urls] = process.argv
const servers = await Promise.all(urls.map((url) => openServer({ url, database })))
console.log('begun')
await ingest([path], servers, { blockLines: Number(blockLines) })
console.log('done')
await Promise.all(servers.map((server) => server.close()))
