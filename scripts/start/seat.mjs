/**
 * A place where one visitor after the other sits down: a page in a browser context, emptied of everything that a visitor
 * leaves. A new context for each would start a new process for each, which takes most of the time.
 */

/**
 * @typedef {object} Seat
 * @property {import('playwright-core').Page} page
 * @property {() => Promise<void>} quiet resolves when no request is under way, after at most 5 s
 * @property {() => Promise<void>} wipe takes away cookies and every storage of the site: the next visitor is nobody's heir
 */

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin of the site
 * @returns {Promise<Seat>}
 */
export async function takeSeat(browser, origin) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  let underWay = 0
  page.on('request', () => underWay++)
  page.on('requestfinished', () => underWay--)
  page.on('requestfailed', () => underWay--)
  return {
    page,
    // A wiped storage takes its beacons with it: a real visitor's browser lives on, this one waits for what is under way.
    async quiet() {
      for (let tries = 0; tries < 100 && (underWay > 0 || tries < 2); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async wipe() {
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
      underWay = 0
    },
  }
}
