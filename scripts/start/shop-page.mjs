/**
 * The shop's pages as a server renders them: with the boot script in the head, and allowed by the policy of the page.
 */
import { bootScript, placeInHead } from '@heddle/cli'
import { declined, firstPaint } from '../../examples/shop/dist/first-paint.js'

/**
 * @param {string} html
 * @returns {Promise<string>}
 */
export async function shopPage(html) {
  const { element, cspSource } = await boot()
  return placeInHead(html, element).replace("default-src 'self'", `default-src 'self'; script-src 'self' ${cspSource}`)
}

/** @type {ReturnType<typeof bootScript> | undefined} */
let made
const boot = () => {
  made ??= bootScript({ experiments: firstPaint }, { declined })
  return made
}
