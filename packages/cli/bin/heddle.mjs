#!/usr/bin/env node
/**
 * The command as npm links it: present before the first build, and a sentence instead of a stack while there is none.
 */
import process from 'node:process'

const notBuilt = 'heddle is not built yet: run npm run build in the repository, then try again.\n'

/** Undefined where a file of the build is missing, here or in a package that this one rests on. */
async function loadBuild() {
  try {
    return await import('../dist/main.js')
  } catch (cause) {
    // A missing package has the same code, and is another trouble: npm install mends it.
    if (cause?.code === 'ERR_MODULE_NOT_FOUND' && cause.message.startsWith('Cannot find module')) return undefined
    throw cause
  }
}

const build = await loadBuild()
if (build) {
  process.exitCode = await build.main(process.argv.slice(2), process)
} else {
  process.stderr.write(notBuilt)
  process.exitCode = 1
}
