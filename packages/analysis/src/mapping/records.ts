/**
 * Cuts the text of an export into records: one JSON object a line, or the elements of one JSON list.
 */
import { createTextLines } from '../text-lines.js'

export interface RecordReader {
  push(chunk: Uint8Array | string): void
  /** Hands out what is left; the number of the last record. */
  end(): number
}

/** @param onRecord receives the text of each record and its number, 1 for the first; empty lines count and are not handed out */
export function createRecordReader(onRecord: (text: string, record: number) => void): RecordReader {
  const decoder = new TextDecoder()
  let reader: RecordReader | undefined
  const take = (text: string) => {
    if (!reader && text.trim() === '') return
    reader ??= text.trimStart().startsWith('[') ? createListReader(onRecord) : createLinesReader(onRecord)
    reader.push(text)
  }
  return {
    push: (chunk) => take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })),
    end: () => {
      take(decoder.decode())
      return reader?.end() ?? 0
    },
  }
}

/** One record a line. */
function createLinesReader(onRecord: (text: string, record: number) => void): RecordReader {
  const lines = createTextLines()
  let count = 0
  const take = (line: string) => {
    count++
    if (line.trim() !== '') onRecord(line, count)
  }
  return {
    push: (chunk) => lines.push(chunk).forEach(take),
    end: () => {
      const last = lines.rest()
      if (last !== '') take(last)
      return count
    },
  }
}

/** The elements of a list, by counting brackets outside of texts; what is inside them is for JSON.parse to judge. */
function createListReader(onRecord: (text: string, record: number) => void): RecordReader {
  let rest = ''
  /** Where in `rest` to go on, and where the element began; −1 between elements. */
  let at = 0
  let start = -1
  let depth = 0
  let inText = false
  let record = 0

  function cut(end: number): void {
    const text = rest.slice(start, end).trim()
    if (text !== '') onRecord(text, ++record)
    start = -1
  }

  return {
    push: (chunk) => {
      rest += typeof chunk === 'string' ? chunk : ''
      for (; at < rest.length; at++) {
        const char = rest[at]
        if (inText) {
          if (char === '\\') at++
          else if (char === '"') inText = false
          continue
        }
        if (char === '"') inText = true
        if (char === '[' || char === '{') depth++
        if (char === ']' || char === '}') depth--
        if ((depth === 1 && char === ',') || (depth === 0 && char === ']')) {
          if (start !== -1) cut(at)
        } else if (depth > 0 && start === -1 && !(depth === 1 && char === '[') && char?.trim() !== '') {
          start = at
        }
      }
      const done = start === -1 ? at : start
      rest = rest.slice(done)
      at -= done
      start = start === -1 ? -1 : 0
    },
    end: () => {
      if (start !== -1) cut(rest.length)
      return record
    },
  }
}
