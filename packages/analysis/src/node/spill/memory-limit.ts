/**
 * How much memory a scan may take, and how many partitions a log makes of it.
 */
import { totalmem } from 'node:os'

const units: { readonly [unit: string]: number } = {
  ...{ B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
  ...{ KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30, TIB: 2 ** 40 },
}

/**
 * @param size such as `512MB`, `2GB` or `1.5GiB`
 * @throws RangeError if it is no size
 */
export function bytesOfSize(size: string): number {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(size) ?? []
  const bytes = Number(number) * (units[unit.toUpperCase()] ?? Number.NaN)
  if (bytes > 0) return bytes
  throw new RangeError(`"${size}" is no size of memory; one is 512MB or 2GB.`)
}

/** Half of what the machine has, or of what the process may have in its container. */
export function ownLimit(): number {
  const constrained = process.constrainedMemory()
  return Math.min(totalmem(), constrained > 0 ? constrained : Infinity) / 2
}

/** What a scan keeps of a byte of text: measured are 0.2, and pages that send little have more streams a byte. */
const keptOfByte = 0.3

/** Files that are open at once; more would make partitions of a few kB. */
const mostPartitions = 256

/**
 * @param textBytes the size of the log, unpacked
 * @param limit in bytes
 * @returns 1 where the log fits
 */
export function partitionsFor(textBytes: number, limit: number): number {
  return Math.min(Math.ceil((textBytes * keptOfByte) / limit), mostPartitions) || 1
}
