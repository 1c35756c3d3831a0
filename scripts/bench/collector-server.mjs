/**
 * A server to be measured, in a process of its own: the collector on a folder, the same without the disk, or a bare one that
 * only parses.
 * Says where it listens, counts between `start` and `stop`, and says what it counted.
 */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCollector } from '@heddle/collector'
import { openCollector, serve } from '@heddle/collector/node'

const servers = { bare: openBare, unstored: openUnstored, collector: openReal }
const kind = Object.entries(servers).find(([name]) => name === process.argv[2])
const { port, close } = await (kind?.[1] ?? openReal)()
const syncs = await countSyncs()
/** @type {{ syncs: number, cpu: number }} */
let before = { syncs: 0, cpu: 0 }

process.on('message', async (word) => {
  if (word === 'start') {
    before = counts()
    say({})
    return
  }
  const after = counts()
  await close()
  say({ syncs: after.syncs - before.syncs, cpu: after.cpu - before.cpu })
  process.disconnect()
})
say({ port })

function counts() {
  const { user, system } = process.cpuUsage()
  return { syncs: syncs(), cpu: user + system }
}

/** @param {object} message */
function say(message) {
  process.send?.(message)
}

async function openReal() {
  const directory = await mkdtemp(join(tmpdir(), 'heddle-bench-'))
  const collector = await openCollector({ directory })
  const server = await serve(collector.handle)
  const close = async () => {
    await server.close()
    await collector.close()
    await rm(directory, { recursive: true })
  }
  return { port: server.port, close }
}

/** The collector, to the last check, but for the disk. */
async function openUnstored() {
  const nothing = { append: async () => {}, read: async function* () {} }
  const server = await serve(createCollector({ store: nothing }))
  return { port: server.port, close: server.close }
}

/** Reads, parses and answers with as much text as the collector does. */
async function openBare() {
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { streams } = JSON.parse(Buffer.concat(chunks).toString())
      const [{ stream, issued }] = streams
      const body = JSON.stringify({ acks: [[stream, issued - 9, issued]], rejected: [], serverTime: Date.now() })
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      response.end(body)
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined))
      server.closeAllConnections()
    })
  return { port, close }
}

/** Counts the calls that wait for the disk, in whatever file. */
async function countSyncs() {
  let count = 0
  const file = await open(process.execPath)
  const handles = Object.getPrototypeOf(file)
  await file.close()
  const { datasync } = handles
  handles.datasync = function () {
    count++
    return datasync.call(this)
  }
  return () => count
}
