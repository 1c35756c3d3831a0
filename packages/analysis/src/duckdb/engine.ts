/**
 * A DuckDB database as what the SQL job asks.
 */

import type { SqlEngine } from '../sql/engine.js'
import type { Columns } from '../sql/schema.js'
import type { Database } from './database.js'
import { duckDbDialect } from './dialect.js'
import { identifier } from './sql.js'

/** What the job keeps is in tables of a schema of its own, which is new each time. */
export async function duckDbEngine({ query, blocks }: Database): Promise<SqlEngine> {
  await query('DROP SCHEMA IF EXISTS job CASCADE')
  await query('CREATE SCHEMA job')
  return {
    dialect: duckDbDialect,
    databases: [{ ask: query, blocks }],
    ask: query,
    keep: async (name, sql) => {
      await query(`CREATE TABLE job.${name} AS ${sql}`)
      return `job.${name}`
    },
  }
}

/**
 * Makes a table for rows, in the place of one of that name, and a view of it in which absent texts are empty.
 *
 * @returns what the table for rows is called
 */
export async function createTable({ query }: Database, table: string, columns: Columns): Promise<string> {
  const rows = `${table}_rows`
  const listed = Object.entries(columns).map(([name, { kind }]) => `${identifier(name)} ${typeOf[kind]}`)
  await query(`CREATE OR REPLACE TABLE ${rows} (${listed.join(', ')})`)
  const shown = Object.entries(columns).map(([name, { kind, optional }]) => {
    const column = identifier(name)
    return optional && (kind === 'text' || kind === 'json') ? `coalesce(${column}, '') AS ${column}` : column
  })
  await query(`CREATE OR REPLACE VIEW ${table} AS SELECT ${shown.join(', ')} FROM ${rows}`)
  return rows
}

const typeOf = { text: 'VARCHAR', json: 'VARCHAR', whole: 'BIGINT', number: 'DOUBLE' } as const
