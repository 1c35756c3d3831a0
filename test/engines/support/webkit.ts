/**
 * Drives WebKitGTK, which stands in for Safari: one window, through which all visitors go one after the other.
 */
import {
  type Actions,
  Builder,
  By,
  Capabilities,
  Key as DriverKey,
  type WebDriver,
  type WebElement,
} from 'selenium-webdriver'
import { programPath } from '../../../scripts/browser.mjs'
import { type Engine, type Key, type Visitor, viewport } from './engine.js'
import { startWebKitService } from './webkit-service.js'

export async function startWebKit(): Promise<Engine> {
  const binary = programPath('miniBrowser')
  const service = await startWebKitService()
  try {
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(service.address)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary, args: ['--automation'] },
        }),
      )
      .build()
    await resize(driver, viewport.width, viewport.height)
    return {
      visit: async (address) => {
        await driver.get(address)
        return visitorIn(driver)
      },
      close: async () => {
        await driver.quit()
        await service.close()
      },
    }
  } catch (cause) {
    await service.close()
    throw cause
  }
}

/** WebKit's driver computes the role of any one element; which of them are in the tree at all, it does not say. */
const inTree = `[...document.body.querySelectorAll('*')].filter((element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true],[inert]'))`

/** What the driver has and its types lack. */
interface WithWheel {
  scroll(x: number, y: number, across: number, down: number, origin: 'viewport'): Actions
}

function visitorIn(driver: WebDriver): Visitor {
  /** In a task of the page's own: in the middle of a driver's script WebKit runs the microtasks too early. */
  const evaluate = <Result>(expression: string) =>
    driver.executeScript<Result>(
      `return new Promise((resolve, reject) => setTimeout(() => { try { resolve(${expression}) } catch (error) { reject(error) } }))`,
    )
  return {
    evaluate,
    press: (key) => press(driver, key),
    type: (text) => driver.actions().sendKeys(text).perform(),
    pointAt: async (selector) => {
      const origin = await driver.findElement(By.css(selector))
      await driver.actions().move({ origin, duration: 0 }).perform()
    },
    pointerDown: () => driver.actions().press().perform(),
    pointerUp: () => driver.actions().release().perform(),
    wheel: (down) => (driver.actions() as Actions & WithWheel).scroll(10, 10, 0, down, 'viewport').perform(),
    accessible: async (role) => {
      const names: string[] = []
      for (const element of await evaluate<WebElement[]>(inTree)) {
        if ((await element.getAriaRole()) === role) names.push(await element.getAccessibleName())
      }
      return names
    },
    resize: (width, height) => resize(driver, width, height),
    open: (address) => driver.get(address),
    back: () => driver.navigate().back(),
    hide: () =>
      driver
        .manage()
        .window()
        .minimize()
        .then(() => {}),
    show: () => resize(driver, viewport.width, viewport.height),
    close: async () => {
      await driver.actions().clear()
      await driver.get('about:blank')
    },
  }
}

/** The window is larger than the page by a toolbar. */
async function resize(driver: WebDriver, width: number, height: number): Promise<void> {
  const window = driver.manage().window()
  await window.setRect({ x: 0, y: 0, width, height })
  const inner = await driver.executeScript<number>('return innerHeight')
  await window.setRect({ x: 0, y: 0, width, height: height + height - inner })
}

const keys: { readonly [key in Exclude<Key, 'Shift+Tab'>]: string } = {
  Tab: DriverKey.TAB,
  Enter: DriverKey.ENTER,
  Space: DriverKey.SPACE,
  ArrowLeft: DriverKey.ARROW_LEFT,
  ArrowRight: DriverKey.ARROW_RIGHT,
  ArrowUp: DriverKey.ARROW_UP,
  ArrowDown: DriverKey.ARROW_DOWN,
  Home: DriverKey.HOME,
  End: DriverKey.END,
}

function press(driver: WebDriver, key: Key): Promise<void> {
  const actions = driver.actions()
  if (key !== 'Shift+Tab') return actions.sendKeys(keys[key]).perform()
  return actions.keyDown(DriverKey.SHIFT).sendKeys(DriverKey.TAB).keyUp(DriverKey.SHIFT).perform()
}
