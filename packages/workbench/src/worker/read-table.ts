/** A table as it is opened: told by the name of its file, plain or gzipped CSV, or Parquet. */
import { readCsv } from './csv.js'
import { isGzipped, unreadable } from './feed.js'
import { readParquet } from './parquet.js'
import { type Rows, type TableSource, tableSource } from './table-source.js'

/** Anything else is read as a log. */
export const isTableName = (name: string): boolean => /\.(parquet|(csv|tsv)(\.gz)?)$/i.test(name)

/** @throws Error with a sentence that says what is wrong with the table and what to do */
export async function readTable(file: File): Promise<TableSource> {
  return tableSource(await rowsIn(file), file.name)
}

async function rowsIn(file: File): Promise<Rows> {
  if (/\.parquet$/i.test(file.name)) return readParquet(file)
  const [columns = [], ...rows] = readCsv(await textIn(file))
  return { columns, rows }
}

async function textIn(file: File): Promise<string> {
  try {
    const packed = await isGzipped(file)
    const bytes = packed ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
    return await new Response(bytes).text()
  } catch (cause) {
    throw unreadable(file, cause)
  }
}
