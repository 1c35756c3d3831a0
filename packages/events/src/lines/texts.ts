/**
 * Gives each different text a small number, without making a text of JavaScript of it: millions of ids are kept as the
 * bytes that they are.
 */
import { type Block, createBlock, spareBytes } from './block.js'
import { bytesPerUnit, hashOf, putText, textOf } from './text-bytes.js'

export interface Texts {
  readonly size: number
  /** The number of the text that lies between the two places, counted from 0 in the order of first sight. */
  numberAt(block: Block, start: number, end: number, hash: number): number
  /** Whether the text of this number lies there. */
  isAt(number: number, block: Block, start: number, end: number): boolean
  number(text: string): number
  /** The text's number if it has been seen. */
  find(text: string): number | undefined
  /** Empty for a number that has not been given. */
  text(number: number): string
  /** In the order of their numbers. */
  texts(): IterableIterator<string>
  /** As {@link hashOf} has it. */
  hash(number: number): number
  /** All of them, for who hands them on. */
  packed(): PackedTexts
}

/** Texts one behind the other, in the order of their numbers, until the next one is added. */
export interface PackedTexts {
  readonly shelves: readonly Uint8Array[]
  readonly lengths: Uint32Array
}

const shelfBits = 20
const shelfBytes = 1 << shelfBits

export function createTexts(): Texts {
  /** Where texts lie, one behind the other; one that is longer than a shelf has a shelf of its own. */
  const shelves: Block[] = []
  let used = 0
  /** Where the last text on each shelf but the last ends. */
  const ends: number[] = []
  let size = 0
  /** By number: on which shelf and where on it, and how long. */
  let places = new Float64Array(16)
  let lengths = new Uint32Array(16)
  /** Two words an entry: the hash, and the number plus one, 0 where it is free. Searched from the hash on. */
  let slots = new Int32Array(64)
  let scratch = createBlock(256)

  function isAt(number: number, block: Block, start: number, end: number): boolean {
    const length = end - start
    if (lengths[number] !== length) return false
    const place = places[number] ?? 0
    const shelf = shelves[Math.floor(place / shelfBytes)]
    if (!shelf) return false
    const own = shelf.view
    const other = block.view
    const from = place % shelfBytes
    let at = 0
    for (; at + 4 <= length; at += 4)
      if (own.getInt32(from + at, true) !== other.getInt32(start + at, true)) return false
    for (; at < length; at++) if (shelf.bytes[from + at] !== block.bytes[start + at]) return false
    return true
  }

  /** Where in the slots the text is, or would be. */
  function slotOf(block: Block, start: number, end: number, hash: number): number {
    const mask = slots.length - 1
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const number = (slots[slot + 1] ?? 0) - 1
      if (number === -1 || (slots[slot] === hash && isAt(number, block, start, end))) return slot
    }
  }

  function add(block: Block, start: number, end: number, hash: number, slot: number): number {
    const length = end - start
    if (shelves.length === 0 || used + length > shelfBytes) {
      if (shelves.length > 0) ends.push(used)
      shelves.push(createBlock(Math.max(shelves.length === 0 ? 1024 : shelfBytes, length)))
      used = 0
    } else if (shelves.length === 1 && used + length > (shelves[0]?.bytes.length ?? 0) - spareBytes) {
      shelves[0] = grown(shelves[0] ?? createBlock(0), shelfBytes) // The first is small, for logs that are.
    }
    if (size === lengths.length) {
      places = resized(places, new Float64Array(2 * size))
      lengths = resized(lengths, new Uint32Array(2 * size))
    }
    shelves.at(-1)?.bytes.set(block.bytes.subarray(start, end), used)
    places[size] = (shelves.length - 1) * shelfBytes + used
    lengths[size] = length
    used += length
    slots[slot] = hash
    slots[slot + 1] = ++size
    if (4 * size > slots.length) spread()
    return size - 1
  }

  /** Twice as many slots. */
  function spread(): void {
    const before = slots
    slots = new Int32Array(2 * before.length)
    const mask = slots.length - 1
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue
      let slot = ((before[at] ?? 0) << 1) & mask
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
      slots[slot] = before[at] ?? 0
      slots[slot + 1] = before[at + 1] ?? 0
    }
  }

  function numberAt(block: Block, start: number, end: number, hash: number): number {
    const slot = slotOf(block, start, end, hash)
    const number = slots[slot + 1] ?? 0
    return number === 0 ? add(block, start, end, hash, slot) : number - 1
  }

  /** The text's bytes in the scratch block. @returns their end */
  function written(text: string): number {
    const most = text.length * bytesPerUnit
    if (scratch.bytes.length < most + spareBytes) scratch = createBlock(2 * most)
    return putText(scratch.bytes, 0, text)
  }

  function text(number: number): string {
    if (!(number < size)) return ''
    const place = places[number] ?? 0
    const shelf = shelves[Math.floor(place / shelfBytes)]
    const from = place % shelfBytes
    return shelf ? textOf(shelf.bytes, from, from + (lengths[number] ?? 0)) : ''
  }

  return {
    get size() {
      return size
    },
    numberAt,
    isAt,
    number: (given) => {
      const end = written(given)
      return numberAt(scratch, 0, end, hashOf(scratch, 0, end))
    },
    find: (given) => {
      const end = written(given)
      const number = slots[slotOf(scratch, 0, end, hashOf(scratch, 0, end)) + 1] ?? 0
      return number === 0 ? undefined : number - 1
    },
    text,
    *texts() {
      for (let number = 0; number < size; number++) yield text(number)
    },
    hash: (number) => {
      const place = places[number] ?? 0
      const shelf = shelves[Math.floor(place / shelfBytes)]
      const from = place % shelfBytes
      return shelf ? hashOf(shelf, from, from + (lengths[number] ?? 0)) : 0
    },
    packed: () => ({
      shelves: shelves.map(({ bytes }, shelf) => bytes.subarray(0, ends[shelf] ?? used)),
      lengths: lengths.subarray(0, size),
    }),
  }
}

function grown(block: Block, size: number): Block {
  const larger = createBlock(size)
  larger.bytes.set(block.bytes)
  return larger
}

function resized<Numbers extends Float64Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}
