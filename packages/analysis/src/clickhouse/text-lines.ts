/**
 * Cuts bytes into lines of text, as they come.
 */

export interface TextLines {
  /** The lines that end in the chunk, without their line breaks. */
  push(chunk: Uint8Array | string): string[]
  /** What stands after the last line break; empty if nothing does. */
  rest(): string
}

export function createTextLines(): TextLines {
  const decoder = new TextDecoder()
  let rest = ''
  return {
    push: (chunk) => {
      const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n')
      rest = lines.pop() ?? ''
      return lines
    },
    rest: () => rest + decoder.decode(),
  }
}
