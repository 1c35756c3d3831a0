/**
 * A column of times: their distances from the first one, which take 4 bytes where the times themselves take 8.
 */
import { type Column, column, partLength } from './column.js'

/** Half of what 4 bytes hold, in ms: 24 days before the first time and as many after it. */
const reach = 2 ** 31

/** Exact for every number, as any column. A part with a time farther off takes 8 bytes a number. */
export function timeColumn(): Column {
  let distances = column()
  /** The time that is kept as 0; times are near it. */
  let base: number | undefined

  /** @returns what is kept for the time */
  function distanceOf(time: number): number {
    base ??= Math.floor(time) - reach
    const distance = time - base
    if (base + distance === time) return distance
    // So far off that the distance has no exact form: from here on, times are kept as they are.
    const times = column()
    for (let row = 0; row < distances.length; row++) times.push(base + distances.at(row))
    distances = times
    base = 0
    return time
  }

  return {
    get length() {
      return distances.length
    },
    push: (time) => {
      const distance = distanceOf(time)
      distances.push(distance)
    },
    set: (index, time) => {
      const distance = distanceOf(time)
      distances.set(index, distance)
    },
    at: (index) => (index < distances.length ? (base ?? 0) + distances.at(index) : 0),
    part: (index) => {
      const from = base ?? 0
      const part = distances.part(index)
      if (from === 0) return part
      const length = Math.min(distances.length - index * partLength, partLength)
      return Float64Array.from({ length }, (_, at) => from + (part?.[at] ?? 0))
    },
    pop: () => distances.pop(),
  }
}
