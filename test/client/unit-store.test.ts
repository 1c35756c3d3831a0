// @vitest-environment happy-dom
import { cookie, local } from 'heddle'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

const text = JSON.stringify({ visitor: 'Žofie; path=/', choices: { 'a=b': { variant: '100%' } } })

/** As another script of the page does. */
function setCookie(cookie: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookies of other scripts are written in this way.
  document.cookie = cookie
}

beforeEach(() => {
  localStorage.clear()
  setCookie('heddle=;path=/;expires=Thu, 01 Jan 1970 00:00:00 GMT')
})

describe.each([
  ['local', local],
  ['cookie', cookie],
])('%s', (_, create) => {
  test('has nothing at first', () => {
    expect(create().read() ?? undefined).toBeUndefined()
  })

  test('gives the next page the text that was written last', () => {
    create().write('before')
    create().write(text)
    expect(create().read()).toBe(text)
  })
})

test('local erases what it wrote', () => {
  local().write(text)
  local().erase()
  expect(localStorage.length).toBe(0)
})

/** The cookies that are set from now on, as the page sets them. */
function cookiesSet(): readonly string[] {
  const set: string[] = []
  Object.defineProperty(document, 'cookie', { configurable: true, get: () => '', set: (pair) => set.push(pair) })
  onTestFinished(() => {
    Reflect.deleteProperty(document, 'cookie')
  })
  return set
}

describe('a cookie', () => {
  test('lasts 400 days, belongs to this host, and goes only to this site', () => {
    const set = cookiesSet()
    cookie().write('{}')
    expect(set).toEqual(['heddle=%7B%7D;path=/;samesite=lax;max-age=34560000'])
  })

  test('is shared by subdomains, and lasts as long, as the site says', () => {
    const set = cookiesSet()
    cookie({ domain: 'example.com', maxAgeDays: 1 }).write('{}')
    cookie({ domain: 'example.com' }).erase()
    expect(set).toEqual([
      'heddle=%7B%7D;path=/;samesite=lax;max-age=86400;domain=example.com',
      'heddle=;path=/;samesite=lax;max-age=0;domain=example.com',
    ])
  })

  test('is found among others, also one whose name begins like it', () => {
    setCookie('heddle2=no')
    setCookie('a=b')
    cookie().write(text)
    expect(cookie().read()).toBe(text)
  })

  test('that somebody else damaged is as good as none', () => {
    setCookie('heddle=%E0%A4%A;path=/')
    expect(cookie().read()).toBeUndefined()
  })
})

describe('blocked storage', () => {
  const refuse = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  }

  test('never throws from local', () => {
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
    onTestFinished(() => void vi.unstubAllGlobals())
    const store = local()
    store.write(text)
    store.erase()
    expect(store.read()).toBeUndefined()
  })

  test('never throws from cookie', () => {
    Object.defineProperty(document, 'cookie', { configurable: true, get: refuse, set: refuse })
    onTestFinished(() => {
      Reflect.deleteProperty(document, 'cookie')
    })
    const store = cookie()
    store.write(text)
    store.erase()
    expect(store.read()).toBeUndefined()
  })
})
