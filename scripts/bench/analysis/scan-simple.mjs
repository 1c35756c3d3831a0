/** The whole job: from a log on the disk to the sums of a proportion, a mean and a ratio. */

import { scan } from '../../../packages/analysis/dist/index.js'
import { readLog } from '../../../packages/analysis/dist/node/index.js'
import { job } from './job.mjs'
import { simple } from './metrics.mjs'

await job(async (path) => {
  const { experiments } = await scan(await readLog([path]), { metrics: simple })
  return [...(experiments[0]?.observed ?? [])].map(([variant, units]) => `${variant} ${units}`).join(', ')
})
