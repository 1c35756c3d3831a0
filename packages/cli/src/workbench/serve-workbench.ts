/** A server of the workbench, for this machine only. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type RunningServer, serve } from '@heddle/collector/node'
import { type WorkbenchSiteOptions, workbenchSite } from './workbench-site.js'

/** @param port 0 is any free one */
export async function serveWorkbench(options: WorkbenchSiteOptions, port: number): Promise<RunningServer> {
  const page = await readFile(fileURLToPath(import.meta.resolve('@heddle/workbench/page')), 'utf8')
  return serve(workbenchSite(page, options), { port })
}
