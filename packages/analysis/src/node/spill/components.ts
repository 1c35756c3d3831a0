/**
 * Which names of a log belong together: a stream and its visitors, a visitor and the units that the events declare. Names
 * are known by hashes of 4 bytes; two that share one are kept together too, which costs nothing but balance.
 */

export interface Components {
  /** The number of a name, by its hash. */
  number(hash: number): number
  join(a: number, b: number): void
  /** The same number for all that were joined. */
  root(number: number): number
}

export function createComponents(): Components {
  let size = 0
  /** By number. */
  let hashes = new Int32Array(1024)
  let parents = new Uint32Array(1024)
  /** Twice as many as numbers, so that half are free. A number plus one, 0 where it is free; searched from the hash on. */
  let slots = new Uint32Array(2048)

  const slotOf = (hash: number) => {
    let at = (hash >>> 0) % slots.length
    for (let found = slots[at] ?? 0; found !== 0 && hashes[found - 1] !== hash; found = slots[at] ?? 0) {
      at = at + 1 === slots.length ? 0 : at + 1
    }
    return at
  }

  function grow(): void {
    const [moreHashes, moreParents] = [new Int32Array(2 * hashes.length), new Uint32Array(2 * hashes.length)]
    moreHashes.set(hashes)
    moreParents.set(parents)
    hashes = moreHashes
    parents = moreParents
    slots = new Uint32Array(2 * slots.length)
    for (let number = 0; number < size; number++) slots[slotOf(hashes[number] ?? 0)] = number + 1
  }

  function root(number: number): number {
    let at = number
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      // Halves the way for the next one that asks.
      const above = parents[parent] ?? parent
      parents[at] = above
      at = above
    }
    return at
  }

  return {
    number: (hash) => {
      const found = slots[slotOf(hash)] ?? 0
      if (found !== 0) return found - 1
      if (size === hashes.length) grow()
      hashes[size] = hash
      parents[size] = size
      slots[slotOf(hash)] = size + 1
      return size++
    },
    join: (a, b) => {
      const [first, second] = [root(a), root(b)]
      if (first !== second) parents[Math.max(first, second)] = Math.min(first, second)
    },
    root,
  }
}
