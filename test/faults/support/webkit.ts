/**
 * Drives WebKitGTK, which stands in for Safari: windows of one session, which ends with everything it stored. The driver
 * speaks to one window at a time.
 */
import { Builder, Capabilities } from 'selenium-webdriver'
import { programPath } from '../../../scripts/browser.mjs'
import { startWebKitService } from '../../engines/support/webkit-service.js'
import type { Engine, Tab } from './engine.js'
import { createTurns } from './turns.js'
import { until } from './until.js'

export async function startWebKit(): Promise<Engine> {
  const binary = programPath('miniBrowser')
  const service = await startWebKitService()
  const driver = await new Builder()
    .disableEnvironmentOverrides()
    .usingServer(service.address)
    .withCapabilities(
      new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }),
    )
    .build()
    .catch(async (cause) => {
      await service.close()
      throw cause
    })
  await driver.manage().setTimeouts({ script: 120_000, pageLoad: 60_000 })
  const first = await driver.getWindowHandle() // Stays open: a session ends with its last window.
  const takeTurns = createTurns()

  const tabOf = (handle: string): Tab => {
    let isClosed = false
    const here = <Result>(work: () => Promise<Result>) =>
      takeTurns(async () => {
        await driver.switchTo().window(handle)
        return work()
      })
    const unable = async () => {
      throw new Error('WebKitGTK has no such means.')
    }
    return {
      open: (address) => here(() => driver.get(address)),
      // In a task of the page's own: in the middle of a driver's script WebKit runs the microtasks too early.
      evaluate: <Result>(expression: string) =>
        here(() =>
          driver.executeScript<Result>(
            `return new Promise((resolve, reject) => setTimeout(() => { try { resolve(${expression}) } catch (error) { reject(error) } }))`,
          ),
        ),
      close: async () => {
        if (isClosed) return
        isClosed = true
        await here(() => driver.close())
        await takeTurns(() => driver.switchTo().window(first))
      },
      hide: async () => {
        await here(() => driver.manage().window().minimize())
        await until(() => here(() => driver.executeScript('return document.hidden')), 'the window is hidden')
      },
      show: async () => {
        await here(() => driver.manage().window().setRect({ x: 0, y: 0, width: 800, height: 600 }))
        await until(() => here(() => driver.executeScript('return !document.hidden')), 'the window is shown')
      },
      back: () => here(() => driver.executeScript('setTimeout(() => history.back())')),
      offline: unable,
      onSaid: () => {},
      devtools: unable,
    }
  }

  return {
    name: 'webkit',
    window: () =>
      takeTurns(async () => {
        await driver.switchTo().window(first)
        await driver.switchTo().newWindow('window')
        return tabOf(await driver.getWindowHandle())
      }),
    restart: async () => {
      throw new Error('A session of WebKitGTK keeps nothing: there is nothing to come back to.')
    },
    killPages: async () => {
      throw new Error('The processes of WebKitGTK are not told apart.')
    },
    close: async () => {
      await driver.quit().catch(() => {})
      await service.close()
    },
  }
}
