/**
 * What a failure says to the person at the terminal: one or two sentences that name the thing, never a stack.
 * Pure.
 */
import { isObject } from '@heddle/events'

const systemFailures: { readonly [code: string]: (path: string) => string } = {
  ENOENT: (path) => `There is no file or folder ${path}.`,
  EACCES: (path) => `${path} may not be read or written by this user.`,
  EISDIR: (path) => `${path} is a folder, and a file is needed.`,
  ENOTDIR: (path) => `${path} is no folder, and a folder is needed.`,
  ENOSPC: (path) => `There is no room left on the disk for ${path}.`,
  EADDRINUSE: (address) => `${address} is in use by another program; take another with --port.`,
  EADDRNOTAVAIL: (address) => `${address} is no address of this machine; --host 127.0.0.1 always is.`,
}

/** @param debug whether the stack is wanted as well, as HEDDLE_DEBUG=1 says */
export function failureText(cause: unknown, debug: boolean): string {
  if (!(cause instanceof Error)) return `Something failed: ${String(cause)}`
  if (debug) return cause.stack ?? cause.message
  return systemFailureText(cause) ?? sentenceOf(cause.message.trim() || cause.name)
}

/** Our own messages are sentences; others come from deeper down, and a stack helps to find their cause. */
const sentenceOf = (message: string) =>
  /[.!?]$/.test(message) ? message : `${message}. HEDDLE_DEBUG=1 shows where this happened.`

function systemFailureText(cause: Error): string | undefined {
  // The fields of a system error are not in its type; they are looked at one by one.
  const fields: unknown = cause
  if (!isObject(fields) || typeof fields.code !== 'string') return undefined
  const { address, port, path } = fields
  const place = typeof address === 'string' ? `${address}:${port}` : path
  return systemFailures[fields.code]?.(typeof place === 'string' ? place : 'it')
}
