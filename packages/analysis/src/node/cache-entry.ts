/**
 * One file of the cache: the parts that a file of the log was read into, whole or not there at all. It is written under
 * another name first, and begins with the hash of everything after it.
 */
import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A part, and where it stands among those of its file. */
export interface StoredPart {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly index: number
}

/** An entry that is being written. Nothing of it is there before `commit`. */
export interface EntryWriter {
  add(part: StoredPart): Promise<void>
  commit(): Promise<void>
  abandon(): Promise<void>
}

/** What the name ends with while an entry is being written. */
export const unfinished = '.unfinished'

const hashName = 'sha256'
const hashBytes = 32
const chunkBytes = 256 * 1024
const mostKeyBytes = 64 * 1024

/** @param key what the entry holds the parts of */
export async function createEntry(path: string, key: string): Promise<EntryWriter> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}${unfinished}`
  const file = await open(temporary, 'wx')
  const hash = createHash(hashName)
  let at = hashBytes
  const write = async (bytes: Uint8Array) => {
    hash.update(bytes)
    await writeAt(file, bytes, at)
    at += bytes.length
  }
  const abandon = async () => {
    await file.close().catch(() => {})
    await rm(temporary, { force: true })
  }
  try {
    const text = new TextEncoder().encode(key)
    await write(lengths(text.length, 0))
    await write(text)
  } catch (error) {
    await abandon()
    throw error
  }
  return {
    add: async ({ bytes, index }) => {
      await write(lengths(bytes.length, index))
      await write(bytes)
    },
    commit: async () => {
      await writeAt(file, hash.digest(), 0)
      await file.close()
      await rename(temporary, path)
    },
    abandon,
  }
}

/**
 * Opens an entry that is whole and of the key.
 *
 * @returns undefined where there is none
 */
export async function openEntry(path: string, key: string): Promise<AsyncGenerator<StoredPart> | undefined> {
  const file = await open(path).catch(() => undefined)
  if (!file) return undefined
  const start = await startOf(file, key).catch(() => undefined)
  if (start !== undefined) return partsIn(file, start)
  await file.close()
  return undefined
}

/** Where the parts begin; undefined where the entry is damaged or of another key. */
async function startOf(file: FileHandle, key: string): Promise<number | undefined> {
  const start = await keyIn(file)
  return start?.key === key && (await isWhole(file)) ? start.end : undefined
}

async function keyIn(file: FileHandle): Promise<{ readonly key: string; readonly end: number } | undefined> {
  const from = hashBytes + lengthsBytes
  const [length = 0] = (await readLengths(file, hashBytes)) ?? []
  if (!Number.isSafeInteger(length) || length < 1 || length > mostKeyBytes) return undefined
  const bytes = await readAt(file, from, length)
  return bytes && { key: new TextDecoder().decode(bytes), end: from + length }
}

async function isWhole(file: FileHandle): Promise<boolean> {
  const said = await readAt(file, 0, hashBytes)
  if (!said) return false
  const hash = createHash(hashName)
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (let at = hashBytes; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return hash.digest().equals(said)
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}

async function* partsIn(file: FileHandle, start: number): AsyncGenerator<StoredPart> {
  try {
    for (let at = start; ; ) {
      const found = await readLengths(file, at)
      if (!found) return
      const [length, index] = found
      const bytes = await readAt(file, at + lengthsBytes, length)
      if (!bytes) return
      yield { bytes, index }
      at += lengthsBytes + length
    }
  } finally {
    await file.close()
  }
}

const lengthsBytes = 16

const lengths = (length: number, index: number) => new Uint8Array(Float64Array.of(length, index).buffer)

async function readLengths(
  file: FileHandle,
  at: number,
): Promise<readonly [length: number, index: number] | undefined> {
  const bytes = await readAt(file, at, lengthsBytes)
  if (!bytes) return undefined
  const [length = 0, index = 0] = new Float64Array(bytes.buffer)
  return [length, index]
}

/** @returns undefined where the file ends before */
async function readAt(file: FileHandle, at: number, length: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) return undefined
    done += bytesRead
  }
  return bytes
}

/** The system may write less than it was given. */
async function writeAt(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
