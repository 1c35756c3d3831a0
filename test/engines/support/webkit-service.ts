/**
 * The processes that WebKit needs: a virtual display, and the driver on it. None outlives `close`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { programPath } from '../../../scripts/browser.mjs'

export interface WebKitService {
  readonly address: string
  readonly close: () => Promise<void>
}

export async function startWebKitService(): Promise<WebKitService> {
  const driverPath = programPath('webKitDriver')
  const display = await startDisplay()
  const port = await freePort()
  const driver = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display.name,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // Its sandbox needs rights that a container does not have.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  })
  const address = `http://127.0.0.1:${port}`
  const close = async () => {
    await ended(driver)
    await ended(display.process)
  }
  try {
    await untilAnswered(`${address}/status`)
    return { address, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

async function startDisplay(): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  // Takes the first number that is free and writes it to its standard output, once it can be used.
  const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']
  const server = spawn(programPath('xvfb'), args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const [number] = await once(server.stdout, 'data')
  return { name: `:${String(number).trim()}`, process: server }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}

async function untilAnswered(address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await fetch(address).catch(() => undefined)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('WebKitWebDriver did not answer within 10 s.')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}
