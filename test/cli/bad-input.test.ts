/** Terminal and report say what is wrong with what they were given, and what to do about it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { heddle, temporaryFolder } from './heddle.js'

const seen = (variant: string, visitor: string) =>
  visit({ visitor }, [1, sees('home-tabs', variant)], [2, clicks('best')] as const)
const log = textOf(['control', 'bestFirst'].flatMap((variant) => [1, 2, 3].flatMap((i) => seen(variant, variant + i))))

/** What the terminal and the report, as Markdown, say; line breaks and signs of Markdown taken out. */
async function saidOf(name: string, text: string, ...options: readonly string[]) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, name), text)
  const plain = ({ out, err }: { out: string; err: string }) => `${out}${err}`.replace(/\\/g, '').replace(/\s+/g, ' ')
  const terminal = await heddle(['lift', name, ...options], folder)
  const report = await heddle(['report', name, '--format', 'md', ...options], folder)
  return { codes: [terminal.code, report.code], terminal: plain(terminal), report: plain(report) }
}

test.each([
  ['an empty log', 'log.ndjson', '', [], 'The log is empty: name another file'],
  ['something that is no log', 'log.ndjson', 'a,b\n1,2\n', [], 'No line is an event: is it a log?'],
  [
    'one variant only',
    'log.ndjson',
    textOf(seen('control', 'a')),
    [],
    'Only one variant was seen, so there is nothing to compare: check',
  ],
  [
    'a log that is cut in a line',
    'log.ndjson',
    log.slice(0, -40),
    [],
    'log.ndjson:12: the line is not finished: copy the file again, or wait until it is written',
  ],
  ['a metric that no event feeds', 'log.ndjson', log, ['--metric', 'x=proportion(bset)'], 'best: check the spelling'],
  [
    'a table with another column',
    'table.csv',
    'who,what\n1,2\n',
    ['--unit', 'who', '--variant', 'arm', '--metric', 'm=mean(what)'],
    '"table.csv" has no column "arm". Its columns are: who, what.',
  ],
])('says alike what is wrong with %s', async (_, name, text, options, sentence) => {
  const { codes, terminal, report } = await saidOf(name, text, ...options)
  expect(terminal).toContain(sentence)
  expect(report).toContain(sentence)
  expect(codes[0]).toBe(codes[1])
})
