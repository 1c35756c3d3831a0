/**
 * Cuts a file of a log into blocks that are the same whenever it is read, so that what is on a server already is known
 * again: under another name, packed, or grown since. A block is named by its lines and all lines before it.
 */
import { createHash } from 'node:crypto'
import type { BrokenLine } from '../lift-report.js'
import { notFinished } from '../read-line.js'
import type { LogSource } from '../scan/scan.js'
import { createTextLines } from '../text-lines.js'

export interface Block {
  /** What stands before it in the file; of the first block, the file's first line. */
  readonly before: string
  /** What stands before the next one. */
  readonly after: string
  /** Of its first line, 1 for the first of the file. */
  readonly firstLine: number
  readonly lines: readonly string[]
}

/** A block that a server has, or has begun. */
export interface KnownBlock {
  readonly after: string
  readonly lines: number
}

/** What cannot be brought anywhere, since the rest of it may still come. */
export interface Unfinished {
  readonly unfinished: BrokenLine
}

/**
 * @param blockLines how many lines a block has that no server knows
 * @param knownAfter the blocks that servers have at this place
 */
export async function* blocksOf(
  source: LogSource,
  blockLines: number,
  knownAfter: (before: string) => Promise<readonly KnownBlock[]>,
): AsyncGenerator<Block | Unfinished> {
  const read = linesOf(source)
  const waiting: string[] = []
  let unfinished: BrokenLine | undefined
  let isEnd = false
  const fill = async (lines: number) => {
    while (!isEnd && waiting.length < lines) {
      const next = await read.next()
      if (next.done) {
        isEnd = true
        unfinished = next.value
      } else for (const line of next.value) waiting.push(line)
    }
  }

  await fill(1)
  let before = hashOf('', waiting.slice(0, 1))
  let firstLine = 1
  while (waiting.length > 0) {
    const known = [...(await knownAfter(before))].sort((a, b) => b.lines - a.lines)
    await fill(Math.max(blockLines, known[0]?.lines ?? 0))
    const same = known.find(({ lines, after }) => hashOf(before, waiting.slice(0, lines)) === after)
    const lines = waiting.splice(0, same?.lines ?? blockLines)
    const after = same?.after ?? hashOf(before, lines)
    yield { before, after, firstLine, lines }
    before = after
    firstLine += lines.length
    await fill(1)
  }
  if (unfinished) yield { unfinished }
}

/** 128 bits, in hexadecimal digits. */
function hashOf(before: string, lines: readonly string[]): string {
  return createHash('sha256').update(`${before}\n`).update(lines.join('\n')).digest('hex').slice(0, 32)
}

/** A number of a block for its rows: 52 bits of its name. */
export function numberOf({ after }: Pick<Block, 'after'>): number {
  return Number.parseInt(after.slice(0, 13), 16)
}

/** @returns why the last line, or what is packed after it, is left for another time */
async function* linesOf(source: LogSource): AsyncGenerator<readonly string[], BrokenLine | undefined> {
  const file = source.name
  if ('lines' in source) {
    for await (const line of source.lines) yield [line]
    return undefined
  }
  const text = createTextLines()
  let cut: string | undefined
  let count = 0
  for await (const chunk of source.chunks) {
    if (typeof chunk === 'object' && 'broken' in chunk) {
      cut = chunk.broken
      continue
    }
    const lines = text.push(chunk)
    count += lines.length
    yield lines
  }
  const last = text.rest()
  if (cut !== undefined) return { file, line: count + 1, reason: cut }
  if (last === '') return undefined
  // A collector may be writing it.
  if (!isWhole(last)) return { file, line: count + 1, reason: notFinished }
  yield [last]
  return undefined
}

/** The beginning of an object is no JSON. */
function isWhole(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
