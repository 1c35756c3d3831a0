/**
 * Finds Chromium, Firefox and WebKit, installs them where that can be done without asking, and starts Chromium.
 * WebKit is WebKitGTK here: the nearest thing to Safari that runs on Linux.
 */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { installByApt, isRoot } from './apt.mjs'

/** @typedef {'Chromium' | 'Firefox' | 'WebKit'} BrowserName */

const inDebian = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu`)

/** Each program of a browser, the variable that names it, and where it usually is. */
const programs = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    places: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
  webKitDriver: { variable: 'WEBKIT_DRIVER_PATH', places: ['/usr/bin/WebKitWebDriver'] },
  miniBrowser: {
    variable: 'MINIBROWSER_PATH',
    places: inDebian.flatMap((folder) => [
      `${folder}/webkit2gtk-4.1/MiniBrowser`,
      `${folder}/webkit2gtk-4.0/MiniBrowser`,
    ]),
  },
  xvfb: { variable: 'XVFB_PATH', places: ['/usr/bin/Xvfb'] },
}

/** @type {{ readonly [name in BrowserName]: { programs: readonly (keyof typeof programs)[], packages: readonly string[] } }} */
const browsers = {
  Chromium: { programs: ['chromium'], packages: ['chromium'] },
  Firefox: { programs: ['firefox'], packages: ['firefox-esr'] },
  WebKit: { programs: ['webKitDriver', 'miniBrowser', 'xvfb'], packages: ['webkit2gtk-driver', 'xvfb'] },
}

/** So that every script of the pages has letters, and texts have the same width everywhere. */
const fonts = ['fonts-noto-core', 'fonts-dejavu-core']

/** @param {keyof typeof programs} name */
function find(name) {
  const { variable, places } = programs[name]
  return [process.env[variable], ...places].find((place) => place && existsSync(place))
}

/**
 * The path of a program that is needed.
 *
 * @param {keyof typeof programs} name
 * @throws Error with one sentence that says what to install
 */
export function programPath(name) {
  const path = find(name)
  if (path) return path
  const [browser = ''] = Object.entries(browsers).find(([, { programs }]) => programs.includes(name)) ?? []
  throw new Error(howToInstall(/** @type {BrowserName} */ (browser))) // Cast: each program is one browser's.
}

/** @param {BrowserName} name */
function howToInstall(name) {
  const { programs: needed, packages } = browsers[name]
  const variables = needed.map((program) => programs[program].variable).join(', ')
  return `No ${name} was found: run \`npm test\` as root, or install it (Debian: \`sudo apt-get install ${packages.join(' ')}\`), or set ${variables}.`
}

/**
 * Installs by apt what is missing, where this is root on Debian or its like.
 *
 * @param {readonly BrowserName[]} [names] default: all
 * @throws Error with one sentence that says what to install, where it cannot
 */
export async function installBrowsers(names = ['Chromium', 'Firefox', 'WebKit']) {
  const missing = names.filter((name) => !browsers[name].programs.every(find))
  if (!missing.length) return
  const packages = missing.flatMap((name) => browsers[name].packages)
  await installByApt([...packages, ...fonts], missing.join(', '), missing.map(howToInstall).join('\n'))
}

/** A Chromium with these talks to nobody but the pages it is sent to. */
export const chromiumArguments = [
  ...(isRoot ? ['--no-sandbox'] : []), // Chromium refuses to run as root with its sandbox.
  '--disable-gpu',
  '--disable-extensions',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Of two lists Chromium takes the last, so that ours holds what Playwright 1.65 switches off by its own, too. */
const disabledFeatures = [
  // Pages of the address bar, which each window would load: a third of the work of opening one.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/**
 * Starts a headless Chromium.
 *
 * @throws Error that says what to install, where there is none
 */
export async function launchChromium() {
  return chromium.launch({
    executablePath: programPath('chromium'),
    headless: true,
    args: [...chromiumArguments, `--disable-features=${disabledFeatures}`],
  })
}
