/**
 * What one job of the bench says when it is done: its cost, for the parent to read from the last line.
 */
import { resourceUsage } from 'node:process'

/**
 * @typedef {{ cpuSeconds: number, peakMegabytes?: number, note?: string }} Cost
 */

/**
 * Runs the job on the log that the command line names, and prints what it cost.
 *
 * @param {(path: string) => Promise<string | void>} act what it returns is shown beside the cost
 */
export async function job(act) {
  const [path = ''] = process.argv.slice(2)
  const note = await act(path)
  const { userCPUTime, systemCPUTime, maxRSS } = resourceUsage()
  console.log(
    JSON.stringify({
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      peakMegabytes: maxRSS / 1024,
      ...(note && { note }),
    }),
  )
}
