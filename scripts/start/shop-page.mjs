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
  const { element, cspSource } = await bootOf(html.includes('<html lang="ar"') ? 'ar' : 'en')
  return placeInHead(html, element).replace("default-src 'self'", `default-src 'self'; script-src 'self' ${cspSource}`)
}

/** @type {Map<string, ReturnType<typeof bootScript>>} */
const made = new Map()

/** @param {'ar' | 'en'} language */
function bootOf(language) {
  const boot = made.get(language) ?? bootScript({ experiments: firstPaint(language) }, { declined })
  made.set(language, boot)
  return boot
}
