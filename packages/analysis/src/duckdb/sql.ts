/**
 * Pieces of SQL, and what comes back, made safe: a column may be called anything.
 */

/** A name of a column, whatever is in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A double, written so that it arrives with every digit; an SQL number with a point would be a decimal. */
export function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`
}

/** A column of texts as doubles; NULL where the text is none. Everything is read as text, so CSV and Parquet agree. */
export function asNumber(column: string): string {
  return `CASE lower(${column}) WHEN 'true' THEN ${double(1)} WHEN 'false' THEN ${double(0)} ELSE TRY_CAST(${column} AS DOUBLE) END`
}

/** The same formula as everywhere, floor(v · scale + 0.5), still as a double. */
export function asScaled(number: string, scale: number): string {
  return `floor((${number}) * ${double(scale)} + ${double(0.5)})`
}
