/**
 * Shows how far the reading of a log is, as long as it lasts and somebody watches; and says what did not have to be read.
 */
import type { CachePlace, ReadTableOptions, Reuse } from '@heddle/analysis/node'
import { formatCount, formatShare } from '@heddle/analysis/view'
import type { Terminal } from './terminal.js'
import { plural } from './view/text.js'

/** @param read is given what reports its progress */
export async function whileReading<Result>(
  { progress, note }: Pick<Terminal, 'progress' | 'note'>,
  cache: CachePlace | undefined,
  read: (options: ReadTableOptions) => Promise<Result>,
): Promise<Result> {
  let reuse: Reuse | undefined
  const caching: ReadTableOptions =
    cache === undefined
      ? {}
      : {
          cache,
          onReused: (told) => {
            reuse = told
          },
        }
  progress?.show('reading …')
  try {
    return await read({
      ...caching,
      ...(progress
        ? { onProgress: ({ read, total }) => progress.show(`reading ${formatShare(read / total, 0)}`) }
        : {}),
    })
  } finally {
    progress?.clear()
    if (reuse && reuse.reused > 0) note(reuseText(reuse))
  }
}

const reuseText = ({ reused, files }: Reuse) =>
  `heddle: ${formatCount(reused)} of ${plural(files, formatCount(files), 'file')} from the cache; --no-cache reads them anew.`
