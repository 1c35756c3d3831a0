/**
 * Runs faults in engines: several runs at the same time in one browser, those that need the machine for themselves after
 * all others, one by one. Says of each fault how it went as soon as it is known.
 */
import type { Engine, EngineName, EngineOptions } from './engine.js'
import { engineNames } from './engine.js'
import type { Fault } from './fault.js'
import { startChromium, startFirefox } from './puppeteer.js'
import { type RunResult, runFault } from './run-fault.js'
import { startWebKit } from './webkit.js'

const starts: { readonly [name in EngineName]: (options?: EngineOptions) => Promise<Engine> } = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
}

export interface SuiteOptions {
  readonly faults: readonly Fault[]
  readonly engines: readonly EngineName[]
  readonly runs: number
  readonly isLong: boolean
  /** How many runs one browser has at the same time. */
  readonly atOnce: number
  readonly onResult: (result: FaultResult) => void
}

export interface FaultResult {
  readonly fault: Fault
  readonly engine: EngineName
  readonly runs: readonly RunResult[]
}

export async function runSuite({
  faults,
  engines,
  runs,
  isLong,
  atOnce,
  onResult,
}: SuiteOptions): Promise<readonly FaultResult[]> {
  const results: FaultResult[] = []
  const collected = new Map<string, RunResult[]>()
  const run = async (fault: Fault, shared: () => Promise<Engine>, engine: EngineName) => {
    const result = await (fault.browser
      ? withEngine(engine, fault.browser, (own) => runFault(fault, own, isLong))
      : shared().then((browser) => runFault(fault, browser, isLong))
    ).catch(broken)
    const id = `${fault.name} ${engine}`
    const all = [...(collected.get(id) ?? []), result]
    collected.set(id, all)
    if (all.length < runs) return
    const whole = { fault, engine, runs: all }
    results.push(whole)
    onResult(whole)
  }
  /** With one browser for all that need none of their own. */
  const inEngine = async (engine: EngineName, which: (fault: Fault) => boolean, atOnce: number) => {
    const tasks = faults
      .filter((fault) => which(fault) && (fault.engines ?? engineNames).includes(engine))
      .flatMap((fault) => Array.from({ length: runs }, () => fault))
    if (!tasks.length) return
    let browser: Promise<Engine> | undefined
    const shared = () => (browser ??= starts[engine]())
    const waiting = tasks.filter(({ waits }) => waits)
    const working = tasks.filter(({ waits }) => !waits)
    const worker = async () => {
      for (let fault = working.shift(); fault; fault = working.shift()) await run(fault, shared, engine)
    }
    await Promise.all([
      ...waiting.map((fault) => run(fault, shared, engine)),
      ...Array.from({ length: atOnce }, worker),
    ])
    await (await browser?.catch(() => undefined))?.close()
  }

  await Promise.all(engines.map((engine) => inEngine(engine, ({ alone }) => !alone, atOnce)))
  for (const engine of engines) await inEngine(engine, ({ alone }) => !!alone, 1)
  return results
}

async function withEngine<Result>(
  name: EngineName,
  options: EngineOptions,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const engine = await starts[name](options)
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}

/** A run that could not even begin. */
const broken = (error: unknown): RunResult => ({
  recorded: 0,
  stored: 0,
  lost: 0,
  repeated: 0,
  copies: 0,
  failures: [error instanceof Error ? error.message : String(error)],
  times: new Map(),
  seconds: 0,
})

export const isPassed = ({ runs }: FaultResult): boolean => runs.every(({ failures }) => !failures.length)
