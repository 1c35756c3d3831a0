/** Logs on a disk. */
export { type AnalyseLogOptions, analyseLog } from './analyse-log.js'
export { checkLog } from './check-log.js'
export { type Progress, type ReadLogOptions, readLog } from './read-log.js'
export { readTable } from './read-table.js'
