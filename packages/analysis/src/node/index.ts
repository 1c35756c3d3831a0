/** Logs on a disk. */
export { type AnalyseLogOptions, analyseLog } from './analyse-log.js'
export { checkLog } from './check-log.js'
export type { CachePlace } from './part-cache.js'
export { type Progress, type ReadLogOptions, readLog } from './read-log.js'
export { type ReadTableOptions, type Reuse, readTable } from './read-table.js'
