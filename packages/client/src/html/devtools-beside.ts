/**
 * Loads the devtools from beside the script that the page has loaded already.
 */
import type { LoadDevtools } from './start-page.js'

/** What the file of the devtools leaves behind. */
interface Globals {
  readonly heddleDevtools?: { readonly openDevtools: Awaited<ReturnType<LoadDevtools>> }
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL(address: string): string },
    ): {
      createScriptURL(address: string): string // A TrustedScriptURL, which a script's `src` takes like a text.
    }
  }
}

/**
 * Under `require-trusted-types-for 'script'` it needs a policy, named `heddle`: where the page lists policies, it must list
 * that one.
 */
export function devtoolsBeside({ src, nonce }: HTMLScriptElement): LoadDevtools {
  return async () => {
    const globals = globalThis as Globals // The names are not in the platform's types.
    const address = new URL('heddle-devtools.min.js', src).href
    const policy = globals.trustedTypes?.createPolicy('heddle', { createScriptURL: (text) => text })
    const loader = document.createElement('script')
    loader.src = policy?.createScriptURL(address) ?? address
    if (nonce) loader.nonce = nonce
    await new Promise((resolve, reject) => {
      loader.onload = resolve
      loader.onerror = () => reject(new Error(`${address} cannot be loaded.`))
      document.head.append(loader)
    }).finally(() => loader.remove())
    if (!globals.heddleDevtools) throw new Error(`${address} holds something else.`)
    return globals.heddleDevtools.openDevtools
  }
}
