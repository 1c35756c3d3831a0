/**
 * Drives Chromium, by the DevTools protocol, and Firefox, by WebDriver BiDi: one tab, through which all visitors go one
 * after the other. Only their accessibility trees are asked in different ways.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type Browser, type KeyInput, type Page, type SerializedAXNode } from 'puppeteer-core'
import { chromiumArguments, programPath } from '../../../scripts/browser.mjs'
import { type Engine, type Key, type Visitor, viewport } from './engine.js'

/** Puppeteer's own defaults keep hidden tabs awake and pages out of the back/forward cache, unlike a visitor's browser. */
const unlikeAVisitor = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-back-forward-cache',
]

export function startChromium(): Promise<Engine> {
  return start(byTree, (userDataDir) =>
    puppeteer.launch({
      browser: 'chrome',
      executablePath: programPath('chromium'),
      userDataDir,
      args: chromiumArguments,
      ignoreDefaultArgs: unlikeAVisitor,
    }),
  )
}

export function startFirefox(): Promise<Engine> {
  return start(byLocating, (userDataDir) =>
    puppeteer.launch({
      browser: 'firefox',
      executablePath: programPath('firefox'),
      userDataDir,
      // A second connection that is opened and never used keeps a test's site from ending.
      extraPrefsFirefox: { 'network.http.max-persistent-connections-per-server': 1 },
    }),
  )
}

type NamesByRole = (page: Page, role: string) => Promise<readonly string[]>

async function start(accessible: NamesByRole, launch: (profile: string) => Promise<Browser>): Promise<Engine> {
  const profile = await mkdtemp(join(tmpdir(), 'heddle-profile-'))
  const forget = () => rm(profile, { recursive: true, force: true, maxRetries: 5 })
  try {
    const browser = await launch(profile)
    let page: Page | undefined
    return {
      visit: async (address) => {
        if (!page || page.isClosed()) page = await browser.newPage()
        await page.setViewport(viewport)
        await page.goto(address)
        return visitorAt(page, accessible)
      },
      close: async () => {
        await browser.close()
        await forget()
      },
    }
  } catch (cause) {
    await forget()
    throw cause
  }
}

function visitorAt(page: Page, accessible: NamesByRole): Visitor {
  let inFront: Page | undefined
  let isWorn = false
  return {
    // Cast: the test knows what its expression gives.
    evaluate: <Result>(expression: string) => page.evaluate(expression) as Promise<Result>,
    press: (key) => press(page, key),
    type: (text) => page.keyboard.type(text),
    pointAt: (selector) => page.hover(selector),
    pointerDown: () => page.mouse.down(),
    pointerUp: () => page.mouse.up(),
    wheel: (down) => page.mouse.wheel({ deltaY: down }),
    accessible: (role) => accessible(page, role),
    resize: (width, height) => page.setViewport({ width, height }),
    open: async (address) => {
      await page.goto(address)
    },
    back: async () => {
      isWorn = true // Puppeteer loses track of a tab of Firefox that has shown a page from the back/forward cache.
      await page.evaluate('void setTimeout(() => history.back())')
    },
    hide: async () => {
      inFront = await page.browser().newPage()
      await inFront.bringToFront()
    },
    show: async () => {
      await inFront?.close()
      await page.bringToFront()
    },
    close: async () => {
      if (isWorn) return page.close()
      await page.mouse.reset()
      await page.goto('about:blank')
    },
  }
}

async function press(page: Page, key: Key): Promise<void> {
  if (key !== 'Shift+Tab') return page.keyboard.press(key satisfies KeyInput)
  await page.keyboard.down('Shift')
  await page.keyboard.press('Tab')
  await page.keyboard.up('Shift')
}

async function byTree(page: Page, role: string): Promise<readonly string[]> {
  const namesIn = (node: SerializedAXNode): readonly string[] => [
    ...(node.role === role ? [(node.name ?? '').trim()] : []),
    ...(node.children ?? []).flatMap(namesIn),
  ]
  const tree = await page.accessibility.snapshot({ interestingOnly: false })
  return tree ? namesIn(tree) : []
}

/**
 * Firefox hands out no tree; it finds the elements with a role, and those with a role and a name. So each element is
 * looked for under the names that it can have; what is found under none of them is called `?`.
 */
async function byLocating(page: Page, role: string): Promise<readonly string[]> {
  /** Under a name, or under any: where in the document the elements stand, and what they may be called. */
  const located = async (name: string) =>
    page.evaluate(
      (...nodes) =>
        nodes.map((node) => ({
          place: [...document.querySelectorAll('*')].indexOf(node),
          names: [node.ariaLabel, node.textContent?.trim()].filter((text) => !!text) as string[],
        })),
      ...(await page.$$(`aria/${name}[role="${role}"]`)),
    )
  const inOrder = await located('')
  const found = new Map<number, string>()
  for (const name of new Set(inOrder.flatMap(({ names }) => names))) {
    if (found.size === inOrder.length) break
    for (const { place } of await located(name)) found.set(place, name)
  }
  return inOrder.map(({ place }) => found.get(place) ?? '?')
}
