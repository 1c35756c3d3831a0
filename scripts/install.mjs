/**
 * Installs the npm packages where they are missing or older than the lock file.
 * Node's own modules only: this is the first thing that runs on a fresh machine.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun, root } from './run.mjs'

export async function installPackages() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return
  console.log('Installing npm packages …')
  await mustRun('npm', ['ci', '--no-audit', '--no-fund'], { show: 'if it fails' })
}

/** @param {string} file */
function changedAt(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
