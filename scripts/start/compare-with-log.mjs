/**
 * Holds what the driver did against what the log says, event by event kind. It reads the log by itself, without the
 * analysis that it is there to check.
 */
import { logLines } from '../log-lines.mjs'

/**
 * @param {string} log directory
 * @param {import('./send-visitors.mjs').Tally} tally
 * @returns {Promise<{ text: string, isExact: boolean }>}
 */
export async function compareWithLog(log, tally) {
  const lines = await logLines(log)
  /** @type {Map<string, any>} */
  const events = new Map()
  /** @type {Map<string, number>} */
  const issued = new Map()
  let copies = 0
  for (const event of lines) {
    issued.set(event.stream, Math.max(issued.get(event.stream) ?? 0, event.issued ?? event.seq))
    if (event.type === 'ledger') continue
    const identity = `${event.stream} ${event.seq}`
    if (events.has(identity)) copies++
    events.set(identity, event)
  }
  const count = (/** @type {(event: any) => boolean} */ is) => [...events.values()].filter(is).length
  const visitors = new Set([...events.values()].map((event) => event.visitor)).size
  const rows = [
    ['different visitors', tally.visits, visitors],
    ['visits seen in home-tabs', tally.visits, count((e) => e.type === 'exposure' && e.experiment === 'home-tabs')],
    ['visits seen in help-label', tally.visits, count((e) => e.type === 'exposure' && e.experiment === 'help-label')],
    ...Object.entries(tally.clicks).map(([goal, clicks]) => [
      `presses of ${goal}`,
      clicks,
      count((e) => e.type === 'click' && e.goal === goal),
    ]),
  ]
  const total = [...issued.values()].reduce((sum, last) => sum + last, 0)
  const lost = total - events.size
  const isExact = lost === 0 && copies === 0 && rows.every(([, done, logged]) => done === logged)
  const table = rows.map(
    ([what, done, logged]) => `  ${`${what}`.padEnd(28)}${`${done}`.padStart(8)}${`${logged}`.padStart(8)}`,
  )
  const text = `
What the driver did, and what the log holds
  ${''.padEnd(28)}    done  logged
${table.join('\n')}

  events recorded by the pages ${total}, in the log ${events.size}, lost ${lost}, duplicated ${copies}${
    isExact ? '' : '\n  The log does not hold exactly what was done.'
  }`
  return { text, isExact }
}
