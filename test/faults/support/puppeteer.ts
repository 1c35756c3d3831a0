/**
 * Drives Chromium, by the DevTools protocol, and Firefox, by WebDriver BiDi. The profile outlives a restart.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import puppeteer, { type LaunchOptions, type Page } from 'puppeteer-core'
import { chromiumArguments, programPath } from '../../../scripts/browser.mjs'
import type { Engine, EngineName, EngineOptions, Tab } from './engine.js'
import { until } from './until.js'

/** Puppeteer's own defaults keep hidden tabs awake, unlike a visitor's browser. */
const unlikeAVisitor = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

export const startChromium = ({ backForwardCache = true, isPrivate = false }: EngineOptions = {}): Promise<Engine> =>
  start('chromium', isPrivate, {
    browser: 'chrome',
    executablePath: programPath('chromium'),
    args: chromiumArguments,
    ignoreDefaultArgs: [...unlikeAVisitor, ...(backForwardCache ? ['--disable-back-forward-cache'] : [])],
  })

export const startFirefox = ({ backForwardCache = true, isPrivate = false }: EngineOptions = {}): Promise<Engine> =>
  start('firefox', false, {
    browser: 'firefox',
    executablePath: programPath('firefox'),
    extraPrefsFirefox: {
      'browser.privatebrowsing.autostart': isPrivate,
      // In private windows Firefox asks every page not to track: the client would obey, and there were nothing to deliver.
      'privacy.globalprivacycontrol.pbmode.enabled': false,
      'privacy.donottrackheader.enabled': false,
      'browser.sessionstore.resume_from_crash': false, // After a kill the tests open the pages themselves.
      ...(!backForwardCache && { 'browser.sessionhistory.max_total_viewers': 0 }),
    },
  })

/** @param inContext all windows are in a context that keeps nothing, as Chromium's private windows are */
async function start(name: EngineName, inContext: boolean, options: LaunchOptions): Promise<Engine> {
  const userDataDir = await mkdtemp(join(tmpdir(), 'heddle-faults-'))
  // The tests end what they started; puppeteer's handlers would hide from them that somebody else did.
  const launch = () => puppeteer.launch({ ...options, userDataDir, protocolTimeout: 120_000 })
  const forget = () => rm(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  let browser = await launch().catch(async (cause) => {
    await forget()
    throw cause
  })
  const context = inContext ? await browser.createBrowserContext() : undefined
  return {
    name,
    window: async () => tabOf(await (context ?? browser).newPage({ type: 'window' })),
    restart: async (signal) => {
      const child = browser.process()
      if (!child) throw new Error('The browser has no process of ours.')
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
      browser = await launch()
    },
    killPages: async () => {
      const devtools = await browser.target().createCDPSession()
      const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
      for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL')
      await pause(1000) // The browser has to notice before it is asked for a new window.
    },
    close: async () => {
      const child = browser.process()
      await Promise.race([browser.close().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 10_000))])
      if (child && child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await forget()
    },
  }
}

function tabOf(page: Page): Tab {
  const isHidden = () => page.evaluate('document.hidden')
  return {
    open: async (address) => {
      await page.goto(address, { timeout: 60_000 })
    },
    // Cast: the fault knows what its expression gives.
    evaluate: <Result>(expression: string) => page.evaluate(expression) as Promise<Result>,
    close: async () => {
      if (page.isClosed()) return
      const closed = new Promise((resolve) => page.once('close', resolve))
      await page.close({ runBeforeUnload: true }).catch(() => page.close().catch(() => {}))
      // A crashed or hanging page hears nothing.
      const patience = setTimeout(() => page.close().catch(() => {}), 5000)
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 10_000))])
      clearTimeout(patience)
    },
    hide: async () => {
      await page.browser().setWindowBounds(await page.windowId(), { windowState: 'minimized' })
      await until(isHidden, 'the window is hidden')
    },
    show: async () => {
      await page.browser().setWindowBounds(await page.windowId(), { windowState: 'normal' })
      await until(async () => !(await isHidden()), 'the window is shown')
    },
    back: () => page.evaluate('void setTimeout(() => history.back())') as Promise<void>,
    offline: (isOffline) => page.setOfflineMode(isOffline),
    onSaid: (hear) => {
      page.on('console', (message) => hear(message.text()))
    },
    devtools: () => page.createCDPSession(),
  }
}
