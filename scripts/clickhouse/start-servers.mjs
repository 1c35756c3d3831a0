/**
 * Starts real ClickHouse servers on free ports of this machine, each with its data in a temporary folder of its own.
 * They are gone when they are stopped, data and all.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { serverPath } from './program.mjs'

/** @typedef {{ readonly url: string, readonly pid: number, stop(): Promise<void> }} RunningServer */

/** One that needs a password, for what must not be sent without. */
export const secretUser = { user: 'heddle', password: "pass'word\\1" }

const readyWithinMs = 20_000

/**
 * @param {number} count
 * @param {{ maxThreads?: number }} [options] `maxThreads`: of one query
 * @returns {Promise<readonly RunningServer[]>}
 * @throws Error with what a server wrote, if it does not come up
 */
export async function startServers(count, { maxThreads = 2 } = {}) {
  const started = await Promise.allSettled(Array.from({ length: count }, () => startServer(maxThreads)))
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find((one) => one.status === 'rejected')
  if (!failed) return servers
  await Promise.all(servers.map((server) => server.stop()))
  throw failed.reason
}

/** @param {number} maxThreads */
async function startServer(maxThreads) {
  const program = serverPath()
  const folder = await mkdtemp(join(tmpdir(), 'heddle-clickhouse-'))
  const port = await freePort()
  await writeFile(join(folder, 'config.xml'), configOf(folder, port))
  await writeFile(join(folder, 'users.xml'), usersOf(maxThreads))
  const child = spawn(program, [`--config-file=${join(folder, 'config.xml')}`], { cwd: folder, stdio: 'ignore' })
  const ended = once(child, 'exit').catch(() => undefined)
  // Nobody may be left to stop it.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  const from = performance.now()
  while (!(await isReady(url))) {
    if (child.exitCode === null && child.pid !== undefined && performance.now() - from < readyWithinMs) {
      await delay(50)
      continue
    }
    const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => 'It wrote nothing.')
    await stop()
    throw new Error(`The ClickHouse server ${program} did not come up. ${log.trim().slice(-2000)}`)
  }
  return { url, pid: child.pid ?? 0, stop }
}

/** @param {string} url */
async function isReady(url) {
  const answer = await fetch(`${url}/ping`).catch(() => undefined)
  return (await answer?.text()) === 'Ok.\n'
}

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A server that listens has no port.')
  return address.port
}

/**
 * @param {string} folder
 * @param {number} port
 */
function configOf(folder, port) {
  return `<yandex>
  <logger><level>warning</level><log>${folder}/server.log</log><errorlog>${folder}/errors.log</errorlog></logger>
  <http_port>${port}</http_port>
  <listen_host>127.0.0.1</listen_host>
  <path>${folder}/data/</path>
  <tmp_path>${folder}/tmp/</tmp_path>
  <users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
  <mark_cache_size>134217728</mark_cache_size>
  <keep_alive_timeout>10</keep_alive_timeout>
</yandex>
`
}

/** @param {number} maxThreads */
function usersOf(maxThreads) {
  const user = (/** @type {string} */ name, /** @type {string} */ password) =>
    `<${name}><password>${password}</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></${name}>`
  return `<yandex>
  <profiles><default><max_threads>${maxThreads}</max_threads></default></profiles>
  <users>${user('default', '')}${user(secretUser.user, secretUser.password)}</users>
  <quotas><default></default></quotas>
</yandex>
`
}
