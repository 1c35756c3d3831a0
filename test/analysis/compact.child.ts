/**
 * Compacts a log in a process of its own, to be killed.
 */
import { compactLog } from '@heddle/analysis/duckdb'

const [, , folder = '', to = ''] = process.argv
console.log('at work')
await compactLog([folder], { to, threads: 1, remove: true })
console.log('done')
