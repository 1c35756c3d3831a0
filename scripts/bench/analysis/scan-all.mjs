/** The whole job with every kind of metric, each also for every segment of an attribute. */

import { scan } from '../../../packages/analysis/dist/index.js'
import { readLog } from '../../../packages/analysis/dist/node/index.js'
import { job } from './job.mjs'
import { all, segment } from './metrics.mjs'

await job(async (path) => {
  const { experiments } = await scan(await readLog([path]), { metrics: all, segment })
  return `${experiments[0]?.metrics.length} metrics, ${experiments[0]?.segments?.observed.size} segments`
})
