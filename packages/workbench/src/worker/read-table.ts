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
  if (/\.parquet$/i.test(file.name)) {
    return readParquet(file).catch((cause) => {
      throw broken(file, 'read as Parquet', cause)
    })
  }
  const [columns = [], ...rows] = readCsv(await textIn(file))
  return { columns, rows }
}

async function textIn(file: File): Promise<string> {
  const packed = await isGzipped(file).catch((cause) => {
    throw unreadable(file, cause)
  })
  const bytes = packed ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
  return new Response(bytes).text().catch((cause) => {
    throw packed ? broken(file, 'unpacked', cause) : unreadable(file, cause)
  })
}

const broken = ({ name }: File, what: string, cause: unknown) =>
  new Error(
    `${name} cannot be ${what}: it was cut or damaged, or is something else than its name says. Copy it again from where it ` +
      `came from, or save it as CSV. (${cause instanceof Error ? cause.message : cause})`,
  )
