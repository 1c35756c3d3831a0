import { open, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileStore } from '@heddle/collector/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGroupCommit } from '../../packages/collector/src/node/group-commit.js'
import { createWriter } from '../../packages/collector/src/node/write-whole.js'
import { linesIn, temporaryDirectory } from './directory.js'

const fileIn = (directory: string) => join(directory, 'events.ndjson')

async function readAll(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

/** Opens the store on a file with this content, appends a line, and says what the file holds then. */
async function afterOpening(content: string): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFile(fileIn(directory), content)
  const store = await fileStore(directory)
  await store.append(['{"new":1}'])
  await store.close()
  return readFile(fileIn(directory), 'utf8')
}

describe('a file store', () => {
  test('makes its directory, however deep', async () => {
    const directory = join(await temporaryDirectory(), 'a', 'b')
    const store = await fileStore(directory)
    expect((await stat(store.path)).size).toBe(0)
    await store.close()
  })

  test('has lines in the file when the append resolves, in the order of the appends', async () => {
    const directory = await temporaryDirectory()
    const store = await fileStore(directory)
    await Promise.all([store.append(['1', '2']), store.append(['3']), store.append([]), store.append(['4'])])
    expect(await linesIn(directory)).toEqual(['1', '2', '3', '4'])
    expect(await readAll(store.read())).toEqual(['1', '2', '3', '4'])
    await store.close()
  })

  test('reads lines back whole, with other line ends and characters of many bytes in them', async () => {
    const store = await fileStore(await temporaryDirectory())
    const lines = ['a\u2028b\u0085c\rd', `${'é😀'.repeat(30_000)}`, 'last']
    await store.append(lines)
    expect(await readAll(store.read())).toEqual(lines)
    await store.close()
  })

  test('takes nothing once it is closed, and closes twice without harm', async () => {
    const directory = await temporaryDirectory()
    const store = await fileStore(directory)
    const appended = store.append(['1'])
    await Promise.all([store.close(), store.close()])
    await appended
    expect(await linesIn(directory)).toEqual(['1'])
    await expect(store.append(['2'])).rejects.toThrow(/is closed; open it again/)
  })

  test('says which directory it cannot have', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'file'), '')
    await expect(fileStore(join(directory, 'file'))).rejects.toThrow(join(directory, 'file'))
  })
})

describe('the end of the file', () => {
  test('is left alone where it is whole', async () => {
    expect(await afterOpening('{"a":1}\n')).toBe('{"a":1}\n{"new":1}\n')
    expect(await afterOpening('')).toBe('{"new":1}\n')
  })

  test('is cut back to the last whole line after a crash in the middle of one', async () => {
    expect(await afterOpening('{"a":1}\n{"b":2,"text":"é')).toBe('{"a":1}\n{"new":1}\n')
    expect(await afterOpening('{"a":')).toBe('{"new":1}\n')
    expect(await afterOpening('{"a":1}\n\0\0\0\0')).toBe('{"a":1}\n{"new":1}\n')
  })

  test('is ended where only the line end is missing', async () => {
    expect(await afterOpening('{"a":1}\n{"b":2}')).toBe('{"a":1}\n{"b":2}\n{"new":1}\n')
  })

  test('is found however long the cut line is', async () => {
    expect(await afterOpening(`{"a":1}\n{"b":"${'x'.repeat(200_000)}`)).toBe('{"a":1}\n{"new":1}\n')
    const exact = `{"a":1}\n${'x'.repeat(65_536)}`
    expect(await afterOpening(exact)).toBe('{"a":1}\n{"new":1}\n')
  })

  test('is right wherever the file was cut', async () => {
    const lines = ['{"type":"click","goal":"é"}', '{"type":"vital"}']
    const content = Buffer.from(`${lines.join('\n')}\n`)
    const directory = await temporaryDirectory()
    for (let cut = 0; cut <= content.length; cut++) {
      await writeFile(fileIn(directory), content)
      await truncate(fileIn(directory), cut)
      const store = await fileStore(directory)
      await store.append(['{}'])
      await store.close()
      const kept = await linesIn(directory)
      expect(kept.at(-1)).toBe('{}')
      expect(lines.slice(0, kept.length - 1)).toEqual(kept.slice(0, -1))
    }
  })
})

describe('group commit', () => {
  const hand = () => {
    const writes: { text: string; succeed: () => void; fail: () => void }[] = []
    const commit = createGroupCommit(
      (text) =>
        new Promise((resolve, reject) => {
          writes.push({ text, succeed: resolve, fail: () => reject(new Error('the disk is full')) })
        }),
    )
    return { writes, commit }
  }

  test('writes what comes during a write in one more', async () => {
    const { writes, commit } = hand()
    const first = commit.add('1')
    const later = Promise.all([commit.add('2'), commit.add('3')])
    writes[0]?.succeed()
    await first
    await expect.poll(() => writes.map(({ text }) => text)).toEqual(['1', '23'])
    writes[1]?.succeed()
    await later
    await commit.settled()
    expect(writes).toHaveLength(2)
  })

  test('fails those whose write has failed, and no others', async () => {
    const { writes, commit } = hand()
    const first = commit.add('1')
    const second = commit.add('2')
    writes[0]?.fail()
    await expect(first).rejects.toThrow('the disk is full')
    await expect.poll(() => writes.length).toBe(2)
    writes[1]?.succeed()
    await second
    expect(writes[1]?.text).toBe('2')
  })
})

describe('a failed write', () => {
  test('leaves nothing behind, half lines and whole ones alike', async () => {
    const directory = await temporaryDirectory()
    const file = await open(fileIn(directory), 'a+')
    onTestFinished(() => file.close())
    let works = true
    const { write } = createWriter(
      {
        appendFile: async (bytes) => {
          await file.appendFile(works ? bytes : '{"b":2}\n{"half":')
          if (!works) throw new Error('no space left on device')
        },
        datasync: () => file.datasync(),
        truncate: (length) => file.truncate(length),
      },
      0,
    )
    await write('{"a":"é"}\n')
    works = false
    await expect(write('{"b":2}\n{"half":3}\n')).rejects.toThrow('no space left')
    await expect(write('{"b":2}\n{"half":3}\n')).rejects.toThrow('no space left')
    works = true
    await write('{"c":3}\n')
    expect(await linesIn(directory)).toEqual(['{"a":"é"}', '{"c":3}'])
  })
})
