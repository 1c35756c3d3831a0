import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { linesInFiles, temporaryDirectory } from './directory.js'
import { acknowledgement, clicks, seqsIn } from './send.js'

const kills = Number(process.env.HEDDLE_KILLS ?? 6)
const visitors = 8
/** The process is killed when it has answered this many batches and is at work on others. */
const answersBeforeKill = 25

/** The child as JavaScript: Node runs no TypeScript of its own. */
async function childIn(directory: string): Promise<string> {
  const outfile = join(directory, 'child.mjs')
  const child = fileURLToPath(new URL('kill.child.ts', import.meta.url))
  await build({
    entryPoints: [child],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@heddle/source'],
  })
  return outfile
}

async function started(
  script: string,
  directory: string,
  options: readonly string[],
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [script, directory, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  return { child, url: String(line).trim() }
}

test.each([
  ['one file', []],
  ['many files, packed', ['5000', 'gzip']],
])(
  'an event that was acknowledged survives the death of the collector, and is stored once: %s',
  {
    timeout: 120_000,
  },
  async (_, options) => {
    const directory = await temporaryDirectory()
    const script = await childIn(directory)
    const acked = Array.from({ length: visitors }, () => new Set<number>())
    const issued = Array.from({ length: visitors }, () => 0)
    let answers = 0

    /** A page: sends what is not acknowledged, and more, until the collector is gone. */
    const visit = async (visitor: number, url: string, answered: () => void) => {
      const stream = `visitor-${visitor}`
      for (;;) {
        issued[visitor] = (issued[visitor] ?? 0) + 5
        const seqs = Array.from({ length: issued[visitor] ?? 0 }, (_, i) => i + 1).filter(
          (seq) => !acked[visitor]?.has(seq),
        )
        const response = await fetch(url, { method: 'POST', body: clicks({ stream, seqs }) }).catch(() => undefined)
        const text = await response?.text().catch(() => undefined)
        if (!response || text === undefined) return
        for (const [, from, to] of (await acknowledgement(new Response(text, response))).acks) {
          for (let seq = from; seq <= to; seq++) acked[visitor]?.add(seq)
        }
        answered()
      }
    }

    for (let kill = 1; kill <= kills; kill++) {
      const { child, url } = await started(script, directory, options)
      const exit = once(child, 'exit')
      const visits = acked.map((_, visitor) =>
        visit(visitor, url, () => {
          if (++answers >= kill * answersBeforeKill) child.kill('SIGKILL')
        }),
      )
      await Promise.all([exit, ...visits])
      // What a power cut may leave; a killed process seldom does.
      await appendFile(join(directory, 'events.ndjson'), '{"type":"click","stream":"vis')
    }

    const { url } = await started(script, directory, options)
    const lines = await linesInFiles(directory)
    for (const [visitor, seqs] of acked.entries()) {
      const stream = `visitor-${visitor}`
      const stored = seqsIn(lines, stream)
      expect(stored).toHaveLength(new Set(stored).size)
      expect(stored).toEqual(expect.arrayContaining([...seqs]))
      expect(stored.length).toBeGreaterThan(0)
      const response = await fetch(url, { method: 'POST', body: clicks({ stream, seqs: [], ask: [[stream, 1, 1e6]] }) })
      expect((await acknowledgement(response)).acks).toEqual([[stream, 1, Math.max(...stored)]])
    }
    expect(answers).toBeGreaterThanOrEqual(kills * answersBeforeKill)
  },
)
