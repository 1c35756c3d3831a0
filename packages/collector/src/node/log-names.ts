/**
 * What the files of a log are called. `events.ndjson` is the one that is written to. When it is finished it is named for
 * the hour of its first line, `events-2026-11-22T05-000.ndjson`, and may then be packed. So names sort in time, the
 * current file last.
 * Pure.
 */

export const currentName = 'events.ndjson'

/** What is at the end of a name while the file is being packed: nobody takes it for a part of the log. */
export const unfinished = '.part'

const hourMs = 3_600_000

/** Files within one hour that still sort in the order in which they were finished. */
const filesAnHour = 1000

export const hourOf = (time: number): number => Math.floor(time / hourMs) * hourMs

/** A finished file; packed or not, its name is that of the plain one. */
interface Finished {
  readonly name: string
  /** When the hour began in which its first line was written, in ms since the epoch; the lines of the next file are later. */
  readonly hour: number
  readonly number: number
}

const pattern = /^events-(\d{4}-\d\d-\d\dT\d\d)-(\d{3})\.ndjson(?:\.gz)?$/

/** The finished files among the names of a folder, oldest first, each once however it is packed. */
export function finishedFiles(names: readonly string[]): readonly Finished[] {
  const found = names.flatMap((name) => {
    const match = pattern.exec(name)
    return match
      ? [{ name: name.replace(/\.gz$/, ''), hour: Date.parse(`${match[1]}:00Z`), number: Number(match[2]) }]
      : []
  })
  const once = new Map(found.map((file) => [file.name, file]))
  return [...once.values()].sort((one, other) => one.hour - other.hour || one.number - other.number)
}

/**
 * The name under which the current file is finished: after all that are there, also where the clock was set back.
 *
 * @param firstAt when its first line was written
 * @returns undefined where the hour has no more numbers
 */
export function nameWhenFinished(names: readonly string[], firstAt: number): string | undefined {
  const last = finishedFiles(names).at(-1)
  const hour = Math.max(hourOf(firstAt), last?.hour ?? 0)
  const number = last?.hour === hour ? last.number + 1 : 0
  if (number >= filesAnHour) return undefined
  return `events-${new Date(hour).toISOString().slice(0, 13)}-${String(number).padStart(3, '0')}.ndjson`
}

/**
 * The finished files that may hold lines of a moment or later. A file was finished before the next one had its first
 * line, which was in the hour that names it.
 */
export function filesSince(names: readonly string[], moment: number): readonly string[] {
  const files = finishedFiles(names)
  return files.filter((_, index) => (files[index + 1]?.hour ?? Infinity) + hourMs > moment).map(({ name }) => name)
}
