/**
 * Pages that send batches over connections that are kept, each waiting for its answer before it sends the next.
 * Plain sockets: Node's HTTP client costs more than the servers that are measured.
 */
import { once } from 'node:events'
import { connect } from 'node:net'

export const eventsPerBatch = 10

/** Batches after which a page ends and the next one begins: a stream of its own. */
const batchesPerPage = 5

/** A beginning of the first load must not be known to the second one. */
let pages = 0

/**
 * @param {number} port
 * @param {number} connections
 * @param {number} seconds
 */
export async function load(port, connections, seconds) {
  /** @type {number[]} */
  const waits = []
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(Array.from({ length: connections }, () => visit(port, end, waits)))
  const elapsed = (performance.now() - began) / 1000
  return { batches: waits.length, elapsed, waits: waits.sort((one, other) => one - other) }
}

/**
 * @param {number} port
 * @param {number} end
 * @param {number[]} waits filled with the time that each answer took, in ms
 */
async function visit(port, end, waits) {
  const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1')
  await once(socket, 'connect')
  while (performance.now() < end) {
    const page = ++pages
    for (let batch = 0; batch < batchesPerPage; batch++) {
      const sent = performance.now()
      socket.write(requestOf(page, batch))
      await answered(socket)
      waits.push(performance.now() - sent)
    }
  }
  socket.destroy()
}

/** @param {import('node:net').Socket} socket */
function answered(socket) {
  return new Promise((resolve, reject) => {
    let text = ''
    /** @param {string} chunk */
    const read = (chunk) => {
      text += chunk
      const head = text.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1])
      if (Number.isNaN(length)) return stop(new Error(`No length in the answer: ${text.slice(0, 200)}`))
      if (text.length < head + 4 + length) return
      stop(text.startsWith('HTTP/1.1 200') ? undefined : new Error(`Refused: ${text.slice(0, 300)}`))
    }
    /** @param {Error | undefined} error */
    const stop = (error) => {
      socket.off('data', read).off('error', stop)
      if (error) reject(error)
      else resolve(undefined)
    }
    socket.on('data', read).on('error', stop)
  })
}

/** Some of each kind, as long as real ones are. */
const sayings = [
  {
    type: 'exposure',
    experiment: 'home-tabs',
    variant: 'bestFirst',
    by: 'sight',
    attributes: { lang: 'en', dir: 'ltr', device: 'phone' },
  },
  { type: 'applied', experiment: 'home-tabs', variant: 'bestFirst', applied: true },
  { type: 'click', goal: 'best', item: 'best', slot: 0, slots: 3 },
  { type: 'vital', name: 'LCP', value: 1234.5 },
  { type: 'goal', goal: 'order', value: 12.5 },
].map((saying) => JSON.stringify(saying).slice(0, -1))

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

/**
 * @param {number} page
 * @param {number} batch
 */
function requestOf(page, batch) {
  const stream = `${process.pid}-${page}-xxxxxxxxxxxxx`
  const now = Date.now()
  let events = ''
  for (let i = 1; i <= eventsPerBatch; i++) {
    events += `${i > 1 ? ',' : ''}${sayings[i % sayings.length]},"seq":${batch * eventsPerBatch + i},"at":${now},"page":"/shop/tea"}`
  }
  const body =
    `{"version":1,"sentAt":${now},"client":"0.1.0","streams":[{"stream":"${stream}","issued":${(batch + 1) * eventsPerBatch}}],` +
    `"rows":[{"stream":"${stream}","visitor":"visitor-${page}-xxxxxxxx","session":"session-${page}-xxxxxxxx","events":[${events}]}]}`
  return (
    `POST /collect HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://shop.example\r\nUser-Agent: ${agent}\r\n` +
    `Content-Type: text/plain;charset=UTF-8\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  )
}
