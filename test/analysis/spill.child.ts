/**
 * Analyses a log with little memory in a process of its own, to be stopped.
 */
import { analyseLog } from '@heddle/analysis/node'

const [, , path = ''] = process.argv
await analyseLog([path], { memoryLimit: '100kB', onProgress: () => console.log('at work') })
console.log('done')
