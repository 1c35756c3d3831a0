/**
 * Makes the boot script of an experiment file: one inline script that holds the code which these experiments need, and no
 * more. Knows how a script may stand in HTML; what the code does is the client's business.
 */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { minify } from 'terser'
import { bundle } from '../bundle.js'
import { type BootableExperiment, bootProgram } from './boot-program.js'

export interface BootScript {
  /** What stands between the tags. */
  readonly code: string
  /** The whole element; goes into the head, after the `meta` elements and before the first stylesheet. */
  readonly element: string
  /** The source for `script-src` of a Content Security Policy: `'sha256-…'`, with its quotes. */
  readonly cspSource: string
}

export interface BootOptions {
  /** How long an element may stay hidden before every variant shows the original and nobody is exposed; default 1000 ms. */
  readonly limitMs?: number
  /**
   * A JavaScript expression that tells on the page whether this visitor has declined, such as
   * `document.cookie.includes('consent=no')`. Where it is true, or throws, control is shown. Default: nobody has.
   */
  readonly declined?: string
}

const here = fileURLToPath(new URL('.', import.meta.url))
/** Run from its source, as tests do, it takes the client's source too. */
const conditions = here.includes('/src/') ? ['@heddle/source'] : []

/**
 * Experiments without `apply` are left out: the page's own code asks for them.
 *
 * @throws TypeError that names the experiment, if a change is unknown or not possible with one of the values, or if nothing
 * is left to apply
 */
export async function bootScript(
  file: { readonly experiments: readonly BootableExperiment[] },
  { limitMs = 1000, declined }: BootOptions = {},
): Promise<BootScript> {
  const program = await bundle({
    stdin: { contents: bootProgram(file.experiments, limitMs, declined), resolveDir: here },
    conditions,
    format: 'iife',
  })
  const code = inHtml(await smallest(program))
  const hash = createHash('sha256').update(code).digest('base64')
  return { code, element: `<script>${code}</script>`, cspSource: `'sha256-${hash}'` }
}

/** Every page carries it, and this minifier makes it some 70 bytes smaller than the bundler's own. */
async function smallest(program: string): Promise<string> {
  const { code = '' } = await minify(program, { ecma: 2020, compress: { passes: 3, unsafe_arrows: true } })
  return code
}

/** These would end the element, or change how the parser reads it. They can only stand in texts. */
const inHtml = (code: string) => code.replace(/<(?=!--|\/?script)/gi, '\\x3c')
