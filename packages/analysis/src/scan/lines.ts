/**
 * Cuts a stream of bytes or text into lines and numbers them. Knows nothing of what stands in them.
 */

/** A part of a file, cut anywhere; or, as the last, why the rest of the file cannot be read. */
export type Chunk = Uint8Array | string | { readonly broken: string }

export interface LineReader {
  push(chunk: Uint8Array | string): void
  /** Hands out what stands after the last line break, if anything; the number of the last line. */
  end(): number
}

/** @param onLine receives each line without its line break, and its number, 1 for the first */
export function createLineReader(onLine: (text: string, line: number) => void): LineReader {
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0

  function take(text: string): void {
    let start = 0
    let end = text.indexOf('\n')
    if (end === -1) {
      rest += text
      return
    }
    onLine(rest + text.slice(0, end), ++line)
    start = end + 1
    for (end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
      onLine(text.slice(start, end), ++line)
      start = end + 1
    }
    rest = text.slice(start)
  }

  return {
    push: (chunk) => take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })),
    end: () => {
      const last = rest + decoder.decode()
      rest = ''
      if (last !== '') onLine(last, ++line)
      return line
    },
  }
}
