/**
 * Finds the ClickHouse server that Debian has, 18.16, and installs it where that can be done without asking.
 */
import { existsSync } from 'node:fs'
import { installByApt } from '../apt.mjs'

const variable = 'CLICKHOUSE_SERVER_PATH'
const places = ['/usr/bin/clickhouse-server', '/usr/sbin/clickhouse-server']
const packages = ['clickhouse-server']

function find() {
  return [process.env[variable], ...places].find((place) => place && existsSync(place))
}

function howToInstall() {
  return `No ClickHouse server was found: run \`npm test\` as root, or install it (Debian: \`sudo apt-get install ${packages.join(' ')}\`), or set ${variable}.`
}

/**
 * The path of the server's program.
 *
 * @throws Error with one sentence that says what to install
 */
export function serverPath() {
  const path = find()
  if (path) return path
  throw new Error(howToInstall())
}

/**
 * Installs the server by apt if it is missing, where this is root on Debian or its like.
 *
 * @throws Error with one sentence that says what to install, where it cannot
 */
export async function installServer() {
  if (find()) return
  await installByApt(packages, 'ClickHouse', howToInstall())
}
