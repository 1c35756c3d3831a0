/**
 * The script of every page: a client, and functions by which a fault records. What a fault breaks in the page
 * (`before`) is broken before the client is there.
 */
import { clientScript } from '../../browser/support/bundle.js'

/**
 * Errors and rejections that nobody handles reach the site: the client must never throw at the page. Says so by means
 * that no fault has broken.
 */
const tellErrors = `
  (() => {
    const send = navigator.sendBeacon.bind(navigator)
    const tell = (what) => send('/error', String(what?.stack ?? what))
    addEventListener('error', ({ error, message }) => tell(error ?? message))
    addEventListener('unhandledrejection', ({ reason }) => tell(reason))
  })()`

/**
 * `?record=pagehide` or `hidden`, `task`, `from` and `count` say when the page records by itself, and what. Each page of
 * this address goes on where the tab's last one ended. `then` is where it goes in the same task.
 */
const recordByItself = `
  const asked = new URLSearchParams(location.search)
  if (asked.has('record')) {
    const count = Number(asked.get('count'))
    const before = Number(sessionStorage[location]) || 0
    sessionStorage[location] = before + count
    var recordAsked = () => record(Number(asked.get('from')) + before, count)
  }
  switch (asked.get('record')) {
    case 'pagehide': addEventListener('pagehide', recordAsked, { once: true }); break
    case 'hidden': addEventListener('visibilitychange', recordAsked, { once: true }); break
    case 'task': recordAsked()
  }
  if (asked.get('then')) location.href = asked.get('then')`

/** Whether the page was told that an event will never be stored. */
export const toldOfLoss = `problems.some(({ kind }) => kind === 'rejected' || kind === 'dropped')`

export async function pageScript(destination: string, before: string): Promise<string> {
  return `${tellErrors}
  ${before}
  ${await clientScript()}
  var problems = []
  var documentId = Math.random().toString(36).slice(2)
  var client = heddle.createClient({
    transport: heddle.beacon(${JSON.stringify(destination)}), buffer: heddle.indexedDbBuffer(), consent: new URLSearchParams(location.search).get('consent') ?? 'granted',
    onProblem: (problem) => problems.push(problem),
  })
  var goal = heddle.defineGoal('n')
  /** Goals with the values from, from + 1, …; says which document it was. */
  var record = (from, count, fields) => {
    for (let n = from; n < from + count; n++) {
      if (fields) client.record({ type: 'goal', goal: 'n', value: n, ...fields })
      else client.track(goal, n)
    }
    return documentId
  }
  /** One event every so many ms, and how far it has come. */
  var load = (from, count, everyMs) => {
    var n = from
    load.done = 0
    const timer = setInterval(() => {
      if (load.done === count) return clearInterval(timer)
      client.track(goal, n)
      load.done++
      console.debug('recorded ' + n++ + ' ' + performance.now())
    }, everyMs)
    return documentId
  }
  ${recordByItself}`
}
