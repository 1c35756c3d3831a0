/**
 * One block of bytes with named columns, named lists of texts and a head in it: what a worker posts and a cache keeps.
 * Knows nothing of logs.
 */
import { type Numbers, numbersIn, type Packing, packNumbers } from './numbers.js'
import { joined, packTexts, textsIn } from './texts.js'

/** What is written as it is, as JSON. */
export interface Contents<Head> {
  readonly head: Head
  readonly numbers: ReadonlyMap<string, Numbers>
  readonly texts: ReadonlyMap<string, Iterable<string>>
}

/** What was read; columns and texts are unpacked when they are asked for. */
export interface Container<Head> {
  readonly head: Head
  /** Sorted. */
  readonly names: readonly string[]
  /** @throws RangeError if there is no column of the name */
  numbers(name: string): Numbers
  /** @throws RangeError if there is no list of the name */
  texts(name: string): readonly string[]
}

/** Where each block begins after the head, and how it lies there. */
interface Index<Head> {
  readonly head: Head
  readonly numbers: { readonly [name: string]: Packing & { readonly offset: number } }
  readonly texts: { readonly [name: string]: { readonly offset: number; readonly length: number } }
}

/** Read as a number it also says in which order this machine has the bytes of one. */
const mark = 0x4c444548
const prefixBytes = 16

/** @returns bytes that own their buffer, so that it can be handed to another thread */
export function pack<Head>({ head, numbers, texts }: Contents<Head>, version: number): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = []
  let offset = 0
  const add = (bytes: Uint8Array): number => {
    const start = offset
    blocks.push(bytes, new Uint8Array(-bytes.length & 7))
    offset += bytes.length + (-bytes.length & 7)
    return start
  }
  const index: Index<Head> = {
    head,
    numbers: Object.fromEntries(
      Array.from(numbers, ([name, column]) => {
        const { packing, bytes } = packNumbers(column)
        return [name, { ...packing, offset: add(bytes) }]
      }),
    ),
    texts: Object.fromEntries(
      Array.from(texts, ([name, list]) => {
        const bytes = packTexts(list)
        return [name, { offset: add(bytes), length: bytes.length }]
      }),
    ),
  }
  const json = new TextEncoder().encode(JSON.stringify(index))
  const prefix = new Uint8Array(Uint32Array.of(mark, version, json.length, 0).buffer)
  return joined([prefix, json, new Uint8Array(-json.length & 7), ...blocks])
}

/** @returns undefined if the bytes are none of {@link pack}, of another version or of a machine with another order of bytes */
export function unpack<Head>(bytes: Uint8Array<ArrayBuffer>, version: number): Container<Head> | undefined {
  // Numbers of 8 bytes lie at multiples of 8 only.
  const { buffer } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const start = bytes.byteOffset % 8 === 0 ? bytes.byteOffset : 0
  if (bytes.length < prefixBytes) return undefined
  const [found, of, size = 0] = new Uint32Array(buffer, start, 3)
  if (found !== mark || of !== version) return undefined
  const jsonStart = start + prefixBytes
  const json = new TextDecoder().decode(new Uint8Array(buffer, jsonStart, size))
  const index: Index<Head> = JSON.parse(json)
  const body = jsonStart + size + (-size & 7)
  return {
    head: index.head,
    names: [...Object.keys(index.numbers), ...Object.keys(index.texts)].sort(),
    numbers: (name) => {
      const column = index.numbers[name]
      if (column === undefined) throw new RangeError(`The part has no column "${name}".`)
      return numbersIn(column, buffer, body + column.offset)
    },
    texts: (name) => {
      const list = index.texts[name]
      if (list === undefined) throw new RangeError(`The part has no texts "${name}".`)
      return textsIn(new Uint8Array(buffer, body + list.offset, list.length))
    },
  }
}
