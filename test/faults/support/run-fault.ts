/**
 * Runs a fault once: the fault happens, the visitor comes back, and the log is compared with the list of what was recorded.
 */
import { countOf, hasRange } from '@heddle/events'
import type { Account } from './account.js'
import { startCollector } from './collector.js'
import type { Engine, Tab } from './engine.js'
import type { Context, Fault } from './fault.js'
import { startSite } from './site.js'
import { until } from './until.js'

export interface RunResult {
  readonly recorded: number
  readonly stored: number
  readonly lost: number
  /** Counted twice: lines of the log that repeat an event, and numbers that stand in it as two events. */
  readonly repeated: number
  /** Events that arrived over the wire, whatever the fault made of them. */
  readonly copies: number
  /** Empty if everything is within the bound. */
  readonly failures: readonly string[]
  /** In seconds, by what took them. */
  readonly times: ReadonlyMap<string, number>
  readonly seconds: number
}

/** The visitor who came back stays so long at most; back-off ends at five minutes, but not after so few failures. */
const patienceMs = 90_000

/** The name of a time: from the return to the last event. */
export const delivered = 'delivered after the return'

/** Where something may be lost: nobody waits longer between two batches, and before the first one. */
const quietMs = 5000
const backOffMs = 20_000

/** What a browser that is killed has not written yet. */
const endsWithinMs = 10

export async function runFault(fault: Fault, engine: Engine, isLong: boolean): Promise<RunResult> {
  const start = Date.now()
  const collector = await startCollector()
  const site = await startSite(collector.url)
  const failures: string[] = []
  const times = new Map<string, number>()
  const tabs: Tab[] = []
  const recorded = new Set<number>()
  const excused = new Set<number>()
  /** What each document recorded, in its order. */
  const documents = new Map<string, number[]>()
  /** What the pages said of when they recorded, ms on their clocks. */
  const heard: { readonly tab: Tab; readonly number: number; readonly at: number }[] = []
  let next = 1

  const take = (count: number) => {
    const from = next
    next += count
    for (let number = from; number < next; number++) recorded.add(number)
    return from
  }
  const visit = async (path = '/') => {
    const tab = await engine.window()
    tabs.push(tab)
    await tab.open(site.url + path)
    return tab
  }
  const context: Context = {
    engine,
    site,
    collector,
    isLong,
    visit,
    take,
    record: async (tab, count, fields = 'undefined') => {
      const from = take(count)
      const document = await tab.evaluate<string>(`record(${from}, ${count}, ${fields})`)
      const numbers = Array.from({ length: count }, (_, i) => from + i)
      documents.set(document, [...(documents.get(document) ?? []), ...numbers])
      return numbers
    },
    load: async (tab, count, everyMs) => {
      const from = next
      next += count
      tab.onSaid((text) => {
        const [word, number, at] = text.split(' ')
        if (word !== 'recorded' || Number(number) < from || Number(number) >= from + count) return
        recorded.add(Number(number))
        heard.push({ tab, number: Number(number), at: Number(at) })
      })
      await tab.evaluate(`load(${from}, ${count}, ${everyMs})`)
      return {
        finished: async () => {
          const done = await tab.evaluate<number>('load.done')
          for (let number = from; number < from + done; number++) recorded.add(number)
          return done === count
        },
      }
    },
    willRecord: (when, count, pages = 1) => `record=${when}&from=${take(count * pages)}&count=${count}`,
    excuse: (numbers) => {
      for (const number of numbers) excused.add(number)
    },
    stored: async () => (await collector.account()).places.size,
    delivered: (patienceMs) =>
      until(
        async () => {
          const { places } = await collector.account()
          return [...recorded].every((number) => places.has(number) || excused.has(number))
        },
        'everything that was recorded is in the log',
        patienceMs,
      ),
    expect: (holds, sentence) => {
      if (!holds) failures.push(sentence)
    },
    took: (what, seconds) => times.set(what, seconds),
  }

  try {
    await fault.run(context)
    await comeBack()
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error))
  }
  for (const tab of tabs) await tab.close().catch(() => {})
  const account = await collector.account()
  const lost = lostIn(account)
  // A page that was killed may have recorded more than it could say.
  for (const number of account.places.keys()) if (number < next) recorded.add(number)
  const twice = [...account.places.values()].filter((places) => places.length > 1).length
  const repeated = account.repeatedLines + twice
  if (repeated) failures.push(`${repeated} counted twice`)
  failures.push(
    ...lossesBeyond(account),
    ...site.errors.map((error) => `the page threw: ${error.replaceAll(site.url, '').slice(0, 300)}`),
  )
  await site.close()
  await collector.close()
  return {
    recorded: recorded.size,
    stored: recorded.size - lost.length,
    lost: lost.length,
    repeated,
    copies: collector.arrivals.reduce((copies, { numbers }) => copies + numbers.length, 0),
    failures,
    times,
    seconds: (Date.now() - start) / 1000,
  }

  async function comeBack(): Promise<void> {
    collector.behave = () => 'store'
    const back = (await nextPage()) ?? (await visit())
    const mayLose = fault.bound === '1 event' || fault.bound === '10 ms'
    const start = Date.now()
    const before = (await collector.account()).places.size
    let last = before
    let since = start
    await until(
      async () => {
        const account = await collector.account()
        const { places } = account
        if (places.size > last) since = Date.now()
        last = places.size
        const isAllThere =
          [...recorded].every((number) => places.has(number) || excused.has(number)) && !lossesBeyond(account).length
        // What was lost does not come: it is enough that nothing more has come for some time.
        return isAllThere || (mayLose && Date.now() - since > (last > before ? quietMs : backOffMs))
      },
      'the visitor who came back delivered everything',
      patienceMs,
    ).catch((error: Error) => failures.push(error.message))
    if (failures.length) {
      const problems = await back
        .evaluate<string>('JSON.stringify(problems.map(({ kind, cause }) => [kind, String(cause)]))')
        .catch(String)
      if (problems !== '[]') failures.push(`the page says ${problems}`)
    }
    times.set(delivered, (Date.now() - start) / 1000)
  }

  function lostIn({ places }: Account): readonly number[] {
    return [...recorded].filter((number) => !places.has(number))
  }

  /** Where nothing is left to deliver, the next page in the same tab is enough to see that it sends nothing anew. */
  async function nextPage(): Promise<Tab | undefined> {
    const { places } = await collector.account()
    const last = tabs.at(-1)
    if (!last || [...recorded].some((number) => !places.has(number))) return undefined
    return last.open(site.url).then(
      () => last,
      () => undefined,
    )
  }

  /** What is missing and should not be, and what the log should name and does not. */
  function lossesBeyond(account: Account): string[] {
    const lost = lostIn(account)
    const unexcused = lost.filter((number) => !excused.has(number))
    switch (fault.bound ?? 'nothing') {
      case 'nothing':
      case 'denied':
        return unexcused.length ? [`${unexcused.length} lost: ${shown(unexcused)}`] : []
      case '1 event':
        return unexcused.length > 1 ? [`${unexcused.length} lost: ${shown(unexcused)}`] : []
      case '10 ms': {
        const early = unexcused.filter((number) => {
          const when = heard.find((said) => said.number === number)
          const end = Math.max(...heard.filter((said) => said.tab === when?.tab).map(({ at }) => at))
          return !when || when.at < end - endsWithinMs
        })
        return early.length ? [`lost earlier than ${endsWithinMs} ms before the end: ${shown(early)}`] : []
      }
      case 'named':
        return [
          ...(unexcused.length ? [`${unexcused.length} lost: ${shown(unexcused)}`] : []),
          ...notNamed(account, documents, lost),
        ]
    }
  }
}

const shown = (numbers: readonly number[]) => `${numbers.slice(0, 10).join(', ')}${numbers.length > 10 ? ', …' : ''}`

/**
 * Compares what the log says is missing of each document's stream, and given up on purpose, with what is. The nth event
 * of a document has seq n.
 */
function notNamed(
  { places, streams }: Account,
  documents: ReadonlyMap<string, readonly number[]>,
  lost: readonly number[],
): string[] {
  const isLost = new Set(lost)
  return [...documents.values()].flatMap((numbers) => {
    const gone = numbers.flatMap((number, i) => (isLost.has(number) ? [i + 1] : []))
    if (!gone.length) return []
    const [stream] = numbers.flatMap((number) => places.get(number)?.map((place) => place.stream) ?? [])
    const named = stream === undefined ? undefined : streams.get(stream)
    if (!named) return [`the log knows nothing of the document that recorded ${shown(gone)}`]
    const isExact = countOf(named.missing) === gone.length && gone.every((seq) => hasRange(named.dropped, seq, seq))
    return isExact
      ? []
      : [
          `missing are ${shown(gone)}, the log names ${JSON.stringify(named.missing)}, given up ${JSON.stringify(named.dropped)}`,
        ]
  })
}
