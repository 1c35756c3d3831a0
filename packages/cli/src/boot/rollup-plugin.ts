/**
 * The boot script in the pages that Rollup or Vite builds, and in those that Vite serves while they are written.
 */
import { readExperiments } from '../read-experiments.js'
import { type BootOptions, type BootScript, bootScript } from './boot-script.js'
import { placeInHead } from './place-in-head.js'

export interface HeddleBootOptions extends BootOptions {
  /** Path of the experiment file. */
  readonly experiments: string
}

/** What Rollup and Vite hand to a plugin; only the parts that are used here. */
interface Context {
  addWatchFile(path: string): void
  info(message: string): void
}

type Bundle = { readonly [fileName: string]: Output }
interface Output {
  readonly type: string
  source?: string | Uint8Array
}

/** A plugin for Rollup and for Vite. */
export interface HeddleBootPlugin {
  readonly name: string
  buildStart(this: Context): Promise<void>
  readonly transformIndexHtml: { readonly order: 'post'; handler(html: string): Promise<string> }
  generateBundle(this: Context, options: unknown, bundle: Bundle): Promise<void>
}

/**
 * Puts the boot script into the head of every page and says which CSP source allows it.
 *
 * @example plugins: [heddleBoot({ experiments: 'experiments.json' })]
 */
export function heddleBoot({ experiments, ...options }: HeddleBootOptions): HeddleBootPlugin {
  let made: Promise<BootScript>
  const make = async () => bootScript(await readExperiments(experiments), options)
  return {
    name: 'heddle-boot',
    async buildStart() {
      this.addWatchFile(experiments)
      made = make()
      this.info(`The boot script needs ${(await made).cspSource} in script-src of the Content Security Policy.`)
    },
    transformIndexHtml: {
      order: 'post',
      handler: async (html) => placeInHead(html, (await (made ?? make())).element),
    },
    async generateBundle(_options, bundle) {
      const { element } = await made
      for (const [fileName, output] of Object.entries(bundle)) {
        if (output.type !== 'asset' || !fileName.endsWith('.html') || output.source === undefined) continue
        const html = typeof output.source === 'string' ? output.source : new TextDecoder().decode(output.source)
        output.source = placeInHead(html, element)
      }
    },
  }
}
