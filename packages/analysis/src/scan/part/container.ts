/**
 * One block of bytes with a head, named columns and named texts in it: what a worker posts and a cache keeps. Knows nothing
 * of logs.
 */
import { type Block, spareBytes, type Texts } from '@heddle/events/lines'
import { joined } from '../../joined.js'
import { type Column, column } from '../column.js'
import { bytesOf, columnIn, type PackedColumn, type Packing, packingOf, padded } from './numbers.js'
import type { TextsInBlock } from './texts.js'

export interface Contents<Head> {
  /** Written as JSON. */
  readonly head: Head
  readonly columns: ReadonlyMap<string, Column>
  readonly texts: ReadonlyMap<string, Texts>
}

/** What was read. */
export interface Container<Head> {
  readonly head: Head
  /** @throws RangeError if there is no column of the name */
  column(name: string): PackedColumn
  /** @throws RangeError if there are no texts of the name */
  texts(name: string): TextsInBlock
}

/** Where a column begins behind the head. */
interface Placed extends Packing {
  readonly offset: number
}

interface Index<Head> {
  readonly head: Head
  readonly columns: { readonly [name: string]: Placed }
  readonly texts: { readonly [name: string]: { readonly offset: number; readonly lengths: Placed } }
}

/** Read as a number it also says in which order this machine has the bytes of one. */
const mark = 0x4c444548
const prefixBytes = 16

/** @returns bytes that own their buffer, so that it can be handed to another thread */
export function pack<Head>({ head, columns, texts }: Contents<Head>, version: number): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = []
  let offset = 0
  const add = (bytes: Uint8Array) => {
    blocks.push(bytes)
    offset += bytes.length
  }
  const align = () => add(new Uint8Array(-offset & 7))
  const placeColumn = (values: Column): Placed => {
    const placed = { ...packingOf(values), offset }
    for (const bytes of bytesOf(values)) {
      add(bytes)
      align()
    }
    return placed
  }
  const placeTexts = (list: Texts) => {
    const { shelves, lengths } = list.packed()
    const start = offset
    for (const bytes of shelves) add(bytes)
    align()
    const sizes = column()
    for (const length of lengths) sizes.push(length)
    return { offset: start, lengths: placeColumn(sizes) }
  }
  const index: Index<Head> = {
    head,
    columns: Object.fromEntries(Array.from(columns, ([name, values]) => [name, placeColumn(values)])),
    texts: Object.fromEntries(Array.from(texts, ([name, list]) => [name, placeTexts(list)])),
  }
  const json = new TextEncoder().encode(JSON.stringify(index))
  const prefix = new Uint8Array(Uint32Array.of(mark, version, json.length, 0).buffer)
  const parts = [prefix, json, new Uint8Array(-json.length & 7), ...blocks, new Uint8Array(spareBytes)]
  return joined(parts, (length) => new Uint8Array(length))
}

/** @returns undefined if the bytes are none of {@link pack}, of another version or of a machine with another order of bytes */
export function unpack<Head>(bytes: Uint8Array<ArrayBuffer>, version: number): Container<Head> | undefined {
  // Numbers of 8 bytes lie at multiples of 8 only.
  const { buffer, byteOffset: start } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  if (bytes.length < prefixBytes) return undefined
  const [found, of, size = 0] = new Uint32Array(buffer, start, 3)
  if (found !== mark || of !== version) return undefined
  const index: Index<Head> = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, start + prefixBytes, size)))
  const body = start + padded(prefixBytes + size)
  const block: Block = { bytes: new Uint8Array(buffer, body), view: new DataView(buffer, body) }
  const placed = (at: Placed) => columnIn(at, buffer, body + at.offset)
  return {
    head: index.head,
    column: (name) => placed(named(index.columns, name)),
    texts: (name) => {
      const { offset, lengths } = named(index.texts, name)
      return { block, start: offset, lengths: placed(lengths) }
    },
  }
}

function named<Item>(items: { readonly [name: string]: Item }, name: string): Item {
  const item = items[name]
  if (item === undefined) throw new RangeError(`There is nothing of the name "${name}" in this part of a log.`)
  return item
}
