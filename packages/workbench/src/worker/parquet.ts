/**
 * Rows of a Parquet file. The one place that knows the libraries.
 * Snappy is the reader's own; the compressors' one is WebAssembly, which the policy of the page does not allow.
 */
import { type Compressors, parquetReadObjects } from 'hyparquet'
import { decompressGzip, decompressLz4, decompressLz4Raw, decompressZstd } from 'hyparquet-compressors'
import type { Rows } from './table-source.js'

/** Brotli is left out: its dictionary would be a third of the page, and hardly any table is packed with it. */
const compressors: Compressors = {
  GZIP: decompressGzip,
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  ZSTD: (packed) => decompressZstd(packed),
}

export async function readParquet(file: File): Promise<Rows> {
  const bytes = await file.arrayBuffer()
  const objects = await parquetReadObjects({ file: bytes, compressors })
  const columns = Object.keys(objects[0] ?? {})
  return { columns, rows: objects.map((object) => columns.map((column) => object[column])) }
}
