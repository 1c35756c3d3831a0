/**
 * Installs Debian packages where that can be done without asking.
 */
import { existsSync } from 'node:fs'
import { mustRun } from './run.mjs'

export const isRoot = process.getuid?.() === 0

/**
 * @param {readonly string[]} packages
 * @param {string} names what they are, for people
 * @param {string} otherwise what to do where it cannot be done
 * @throws Error with the last sentence, where this is not root on Debian or its like
 */
export async function installByApt(packages, names, otherwise) {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) throw new Error(otherwise)
  console.log(`Installing ${names} by apt …`)
  await mustRun('apt-get', ['update'], { show: 'if it fails' })
  await mustRun('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { show: 'if it fails' })
}
