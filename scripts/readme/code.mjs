/**
 * Compiles and runs the examples of the README: the page's in a real Chromium, the others in Node.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@heddle/collector/node'
import { build, transform } from 'esbuild'
import ts from 'typescript'
import { launchChromium } from '../browser.mjs'
import { root } from '../run.mjs'

const folder = join(root, '.heddle/readme')

/** A page that has what the example speaks of. */
const html = `<!doctype html><html lang="en"><title>README</title>
<nav id="tabs"><button data-item="fun">FUN</button><button data-item="best">BEST</button><button data-item="man">MAN</button></nav>
<button id="help">Ticket</button><script type="module" src="/example.js"></script>`

/**
 * @param {readonly { name: string, language: string, text: string }[]} snippets
 * @returns {string[]} the compiler's complaints
 */
export function checkTypes(snippets) {
  mkdirSync(folder, { recursive: true })
  const files = snippets.map(({ name, language, text }) => {
    const file = join(folder, `${name}.${language}`)
    writeFileSync(file, text)
    return file
  })
  const { config } = ts.readConfigFile(join(root, 'test/tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'))
  const program = ts.createProgram(files, { ...options, customConditions: [] }) // Who installs the packages has their build.
  const diagnostics = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
  return diagnostics.map((diagnostic) => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')
    return `${diagnostic.file?.fileName.replace(folder, '') ?? 'The compiler'}: ${message}`
  })
}

/**
 * Runs the example on a page and waits until what it records has arrived.
 *
 * @param {string} example
 * @returns {Promise<string[]>} what went wrong
 */
export async function runInChromium(example) {
  const bundle = await build({
    stdin: { contents: example, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
  })
  const script = bundle.outputFiles[0]?.text ?? ''
  /** @type {string[]} */
  const wrong = []
  /** @type {(batch: string) => void} */
  let arrived = () => {}
  const batch = new Promise((resolve) => {
    arrived = resolve
  })
  const server = await serve(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/collect') arrived(await request.text())
    if (pathname === '/example.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } })
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  })
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => wrong.push(`README, in the page: ${error.message}`))
    await page.goto(server.url)
    const late = new Promise((resolve) => setTimeout(resolve, 20_000, ''))
    const text = await Promise.race([batch, late])
    if (!`${text}`.includes('"exposure"')) wrong.push('README, in the page: no exposure arrived within 20 s.')
  } finally {
    await browser.close()
    await server.close()
  }
  return wrong
}

/**
 * @param {string} example
 * @returns {Promise<string[]>} what went wrong
 */
export async function runInNode(example) {
  const { code } = await transform(example, { loader: 'ts', format: 'esm' })
  const file = join(folder, 'example.mjs')
  writeFileSync(file, code)
  const { status, stderr } = spawnSync(process.execPath, [file], { cwd: join(root, 'test/fixtures/readme') })
  return status === 0 ? [] : [`README, in Node: ${stderr}`]
}
