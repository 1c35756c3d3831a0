/**
 * Which server holds a visitor: the same number that ClickHouse's `murmurHash3_32(visitor)` gives, modulo the number of
 * servers, so that a server can be asked whether everything on it belongs there.
 *
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp MurmurHash3_x86_32, seed 0
 */

const utf8 = new TextEncoder()

/**
 * @param visitor as it is stored
 * @returns from 0 to shards − 1
 */
export function shardOf(visitor: string, shards: number): number {
  return shards === 1 ? 0 : murmur3(utf8.encode(visitor)) % shards
}

/** In SQL. */
export const shardInSql = (column: string, shards: number): string => `(murmurHash3_32(${column}) % ${shards})`

const [c1, c2] = [0xcc9e2d51, 0x1b873593]

function murmur3(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~3
  let hash = 0
  for (let at = 0; at < whole; at += 4) {
    hash ^= mixed(view.getUint32(at, true))
    hash = (Math.imul(rotated(hash, 13), 5) + 0xe6546b64) | 0
  }
  let rest = 0
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | (bytes[at] ?? 0)
  hash ^= mixed(rest) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const mixed = (word: number) => Math.imul(rotated(Math.imul(word, c1), 15), c2)
const rotated = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))
