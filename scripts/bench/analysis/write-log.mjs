/**
 * Writes a log as a collector would have: visitors come and go, each page sends two or three small batches, a stream's
 * first one brings a ledger, and one line in a thousand is there twice. The same numbers give the same bytes.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { seededRandom } from '../../../packages/stats/dist/calibrate/index.js'

const firstVisitAt = 1_767_225_600_000
const visitsOverMs = 14 * 86_400_000
const signs = 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict'
const langs = ['en', 'en', 'en', 'de', 'ar', 'fr', 'zh', 'es']
const devices = ['phone', 'phone', 'desktop', 'tablet']
const browsers = ['Chrome 141', 'Chrome 140', 'Safari 26', 'Firefox 153']
const goals = ['best', 'help', 'man', 'fun']

/**
 * @param {string} path
 * @param {{ events: number, units: number, seed?: number }} size how many events in about as many visitors
 */
export function writeLog(path, { events, units, seed = 1 }) {
  const random = seededRandom(seed)
  const below = (/** @type {number} */ end) => Math.floor(random() * end)
  /** @template Value @param {readonly Value[]} all */
  const oneOf = (all) => /** @type {Value} */ (all[below(all.length)])
  const randomId = () => {
    let id = ''
    for (let at = 0; at < 21; at++) id += signs[below(64)]
    return id
  }
  const file = openSync(path, 'w')
  let text = ''
  let written = 0
  const put = (/** @type {string} */ line) => {
    text += line
    if (text.length < 1 << 20) return
    writeSync(file, text)
    text = ''
  }

  /** What comes later, by the step in which it comes; a visitor returns within so many steps. */
  const ahead = 1 << 15
  /** @type {(() => void)[][]} */
  const later = Array.from({ length: ahead }, () => [])
  const stepMs = visitsOverMs / units
  let step = 0
  const soon = (/** @type {number} */ steps, /** @type {() => void} */ act) =>
    later[(step + 1 + Math.min(steps, ahead - 2)) % ahead]?.push(act)

  const pagesOfVisitor = events / units / 5.035 // So many events a page has on average, as drawn below.
  const visit = (/** @type {string} */ visitor, /** @type {string} */ variant, /** @type {string} */ attributes) => {
    const stream = randomId()
    const session = randomId()
    const page = oneOf(['/', '/help', '/best/today', '/orders/open'])
    const offset = random() < 0.05 ? below(86_400_000) - 43_200_000 : below(40)
    let seq = 0
    let hasLedger = false
    const send = (/** @type {readonly string[]} */ sayings) => {
      const now = Math.floor(firstVisitAt + step * stepMs + below(1000))
      const times = `,"sentAt":${now - offset},"receivedAt":${now + 20 + below(80)}}\n`
      for (const saying of sayings) {
        const [type, ...fields] = saying.split('|')
        const stamp = `"stream":"${stream}","seq":${++seq},"at":${now - offset - below(900)}`
        const line = `{"type":"${type}",${stamp},"visitor":"${visitor}","session":"${session}","page":"${page}"${fields[0]}${times}`
        put(line)
        written++
        if (random() < 0.001) put(line)
      }
      if (!hasLedger) {
        put(
          `{"type":"ledger","stream":"${stream}","issued":${seq},"repeated":0,"browser":"${oneOf(browsers)}","client":"0.1.0"${times}`,
        )
      }
      hasLedger = true
    }
    const experiment = `,"experiment":"home-tabs","variant":"${variant}"`
    send([`applied|${experiment},"applied":true`, `exposure|${experiment},"by":"sight","attributes":${attributes}`])
    const presses = Array.from({ length: below(3) }, () => {
      const slot = below(4)
      return `click|,"goal":"${goals[slot]}","item":"${goals[slot]}","slot":${slot},"slots":4`
    })
    if (random() < (variant === 'control' ? 0.25 : 0.27))
      presses.push(`goal|,"goal":"order","value":${below(9000) / 100}`)
    if (presses.length > 0) soon(5 + below(50), () => send(presses))
    soon(60 + below(100), () =>
      send([
        `vital|,"name":"LCP","value":${(400 + random() * 2600).toFixed(1)}`,
        ...(random() < 0.5 ? [`vital|,"name":"INP","value":${8 * (2 + below(30))}`] : []),
        ...(random() < 0.3 ? [`vital|,"name":"CLS","value":${(random() / 5).toFixed(4)}`] : []),
      ]),
    )
  }

  while (written < events) {
    if (step < units) {
      const visitor = randomId()
      const variant = random() < 0.5 ? 'control' : 'bestFirst'
      const attributes = `{"lang":"${oneOf(langs)}","device":"${oneOf(devices)}"}`
      visit(visitor, variant, attributes)
      let pages = pagesOfVisitor - 1
      for (; random() < pages; pages--) soon(200 + below(ahead), () => visit(visitor, variant, attributes))
    }
    step++
    const due = later[step % ahead] ?? []
    later[step % ahead] = []
    for (const act of due) act()
    if (step > units + ahead) break
  }
  writeSync(file, text)
  closeSync(file)
}
