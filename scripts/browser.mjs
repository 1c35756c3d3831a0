/**
 * Finds a Chromium, installs one where that can be done without asking, and starts it.
 */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { mustRun } from './run.mjs'

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const packages = ['chromium', 'fonts-noto-core', 'fonts-dejavu-core']

const isRoot = process.getuid?.() === 0

/** @returns {string | undefined} the path of a Chromium */
export function findChromium() {
  return places.find((place) => place && existsSync(place))
}

/**
 * Installs Chromium by apt where this is root on Debian or its like.
 *
 * @throws Error with one sentence that says what to install, where it cannot
 */
export async function installChromium() {
  if (findChromium()) return
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'No Chromium was found: install one (Debian: `sudo apt-get install chromium`) or set CHROMIUM_PATH to its program.',
    )
  }
  console.log('Installing Chromium by apt …')
  await mustRun('apt-get', ['update'], { quiet: true })
  await mustRun('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { quiet: true })
}

/**
 * Starts a headless Chromium that talks to nobody but the pages it is sent to.
 *
 * @throws Error that says what to install, where there is none
 */
export async function launchChromium() {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium was found: run `npm test` or install one, or set CHROMIUM_PATH.')
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []), // Chromium refuses to run as root with its sandbox.
      '--disable-gpu',
      '--disable-extensions',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
