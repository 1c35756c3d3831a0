/**
 * Many texts as bytes and back. JSON, since it also holds texts that are no Unicode, which UTF-8 alone would change; in
 * blocks, since one text of all of them may be longer than a text can be.
 */

const blockSize = 16_384
const lineBreak = 10

export function packTexts(texts: Iterable<string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const blocks: Uint8Array[] = []
  let block: string[] = []
  const close = () => {
    blocks.push(encoder.encode(`${JSON.stringify(block)}\n`))
    block = []
  }
  for (const text of texts) {
    block.push(text)
    if (block.length === blockSize) close()
  }
  if (block.length > 0) close()
  return joined(blocks)
}

/** @throws SyntaxError if the bytes are not those of {@link packTexts} */
export function textsIn(bytes: Uint8Array): string[] {
  const decoder = new TextDecoder()
  const texts: string[] = []
  let start = 0
  for (let end = bytes.indexOf(lineBreak); end !== -1; end = bytes.indexOf(lineBreak, start)) {
    const block: string[] = JSON.parse(decoder.decode(bytes.subarray(start, end)))
    for (const text of block) texts.push(text)
    start = end + 1
  }
  return texts
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}
