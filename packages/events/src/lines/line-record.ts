/**
 * One line as it was read: where its texts lie, and its numbers. There is one for all lines; each reading writes it anew,
 * so that millions of lines make no objects.
 */
import type { Block } from './block.js'
import { field, lineType, masks } from './fields.js'
import { firstHash, lastMixed, mixed } from './text-bytes.js'
import type { Texts } from './texts.js'

export interface LineRecord {
  /** Where its texts lie. */
  block: Block
  /** As `lineType` numbers them. */
  type: number
  /** A bit for each field that the line has. */
  has: number
  /** By field: of a text its place and hash. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly hashes: Int32Array
  /** By field: of a number its value; 1 for true, 0 for false; the number of the attributes in {@link LineRecord.attributes}. */
  readonly numbers: Float64Array
  /** All attributes that were met, as JSON in the order of their names. */
  readonly attributes: Texts
}

const fieldCount = Object.keys(field).length

export function createRecord(block: Block, attributes: Texts): LineRecord {
  return {
    block,
    type: 0,
    has: 0,
    starts: new Int32Array(fieldCount),
    ends: new Int32Array(fieldCount),
    hashes: new Int32Array(fieldCount),
    numbers: new Float64Array(fieldCount),
    attributes,
  }
}

/** What names the event and when its batch came, and is in no way what it says. */
const apart = (1 << field.stream) | (1 << field.seq) | (1 << field.sentAt) | (1 << field.receivedAt)

const texts: readonly number[] = [
  ...[field.visitor, field.session, field.page, field.experiment, field.variant, field.unit, field.by],
  ...[field.reason, field.goal, field.item, field.name, field.type],
]
const textFields = texts.reduce((bits, at) => bits | (1 << at), 0)

const number = new Float64Array(1)
const words = new Int32Array(number.buffer)

/**
 * A number from −2³¹ to 2³¹ − 1 that is the same for events that say the same, whatever their JSON looks like: fields in
 * another order, numbers written otherwise, escapes. Of two events that do not, one pair in 2³² has the same.
 */
export function contentOf({ type, has, hashes, numbers, attributes }: LineRecord): number {
  let hash = mixed(firstHash, type)
  const said = has & (masks[type]?.allowed ?? 0) & ~apart
  for (let left = said; left !== 0; left &= left - 1) {
    const at = 31 - Math.clz32(left & -left)
    if ((textFields & (1 << at)) !== 0) {
      hash = mixed(hash, hashes[at] ?? 0)
      continue
    }
    const value = numbers[at] ?? 0
    if (at === field.attributes) {
      hash = mixed(hash, attributes.hash(value))
      continue
    }
    number[0] = value + 0 // −0 is 0.
    hash = mixed(mixed(hash, words[0] ?? 0), words[1] ?? 0)
  }
  return lastMixed(hash, said, type)
}

/** Whether the line has the field. */
export const hasField = ({ has }: LineRecord, at: number): boolean => (has & (1 << at)) !== 0

/** Whether the line is an event that this version knows. */
export const isKnownEvent = ({ type }: LineRecord): boolean => type < lineType.ledger
