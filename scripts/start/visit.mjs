/**
 * One visit to the shop, by eye and mouse: what a visitor reads on the page decides what they press.
 */

/** The chance of a press, by what the visitor sees. */
export const truth = {
  best: { first: 0.5, later: 0.3 },
  help: { plain: 0.26, ticket: 0.13 },
}

/**
 * @param {import('./seat.mjs').Seat} seat
 * @param {string} url
 * @param {number} number which visitor; every fourth reads Arabic
 * @returns {Promise<readonly string[]>} what was pressed, by goal
 */
export async function visit({ page, quiet }, url, number) {
  /** @type {string[]} */
  const clicks = []
  await page.goto(`${url}/shop/${number % 4 === 3 ? 'ar.html' : ''}`)
  await press(page, '#accept')
  await page.waitForTimeout(200 + 300 * Math.random()) // They look around.

  const items = await page
    .locator('#tabs [data-item]')
    .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-item')))
  const { first, later } = truth.best
  if (Math.random() < (items[0] === 'best' ? first : later)) {
    await press(page, '#tabs [data-item=best]')
    clicks.push('best')
  } else if (Math.random() < 0.3) {
    await press(page, '#tabs [data-item=man]')
  }
  if (Math.random() < 0.15) {
    await press(page, '[role=tabpanel]:not([hidden]) .add')
    clicks.push('add-to-bag')
  }
  const label = await page.locator('#help').textContent()
  const { plain, ticket } = truth.help
  if (Math.random() < (/Ticket|تذكرة/.test(label ?? '') ? ticket : plain)) {
    await press(page, '#help')
    clicks.push('help')
  }
  await page.goto('about:blank') // They leave, and what the page has not said yet goes with a beacon.
  await quiet()
  return clicks
}

/**
 * Brings the element to the middle of the screen, moves the mouse onto it and presses, as one does who looks first.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 * @throws Error if something else lies on top: the press would not be the one that is counted
 */
async function press(page, selector) {
  const point = await page
    .locator(selector)
    .first()
    .evaluate((element) => {
      element.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { x, y, width, height } = element.getBoundingClientRect()
      const middle = { x: x + width / 2, y: y + height / 2 }
      return element.contains(document.elementFromPoint(middle.x, middle.y)) ? middle : undefined
    })
  if (!point) throw new Error(`In the shop, "${selector}" is covered or off the screen.`)
  await page.mouse.move(point.x, point.y, { steps: 3 })
  await page.mouse.down()
  await page.mouse.up()
}
