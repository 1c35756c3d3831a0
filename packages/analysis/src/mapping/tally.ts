/**
 * Counts how often each of many numbers came, in 16 bytes each: a Map ends at 16.7 million.
 */

export interface Tally {
  /** Counts it once more; how often it has come by now. */
  add(number: number): number
}

/** For whole numbers from 0 to 2⁵³ − 1 that are spread evenly, as hashes are. */
export function createTally(): Tally {
  let slots = 1024
  let keys = new Float64Array(slots)
  let counts = new Uint32Array(slots)
  let filled = 0

  function slotOf(number: number): number {
    let slot = number % slots
    while (counts[slot] !== 0 && keys[slot] !== number) slot = slot + 1 === slots ? 0 : slot + 1
    return slot
  }

  function grow(): void {
    const [oldKeys, oldCounts] = [keys, counts]
    slots *= 2
    keys = new Float64Array(slots)
    counts = new Uint32Array(slots)
    for (const [slot, count] of oldCounts.entries()) {
      if (count === 0) continue
      const number = oldKeys[slot] ?? 0
      const place = slotOf(number)
      keys[place] = number
      counts[place] = count
    }
  }

  return {
    add: (number) => {
      if (filled > slots * 0.7) grow()
      const slot = slotOf(number)
      if (counts[slot] === 0) {
        filled++
        keys[slot] = number
      }
      counts[slot] = (counts[slot] ?? 0) + 1
      return counts[slot] ?? 0
    },
  }
}
