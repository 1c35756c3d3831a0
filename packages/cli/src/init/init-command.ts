/**
 * `heddle init`: the two files that a team starts with, commented.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command, Input } from '../command.js'
import { type ExitCode, exitCode } from '../exit-code.js'
import type { Terminal } from '../terminal.js'
import { experimentsFile, plansFile } from './templates.js'

const files = [
  ['experiments.ts', experimentsFile],
  ['plans.ts', plansFile],
] as const

export const initCommand: Command = {
  name: 'init',
  summary: 'write a commented experiment file, and a plan beside it',
  description:
    'Writes experiments.ts, the definitions that the page imports, and plans.ts, the metrics and the plan that only the ' +
    'analysis reads. Files that are there are never written over.',
  argument: { name: '[folder]', description: 'where to write; the current folder unless given' },
  options: [],
  examples: [
    { meaning: 'in the current folder', line: 'heddle init' },
    { meaning: 'where the sources of the page are', line: 'heddle init src' },
  ],
  async run({ sources }: Input, terminal: Terminal): Promise<ExitCode> {
    const [folder = '.'] = sources
    const there = await firstThere(folder)
    if (there !== undefined) {
      terminal.note(
        `heddle init: ${there} is there already, and nothing was written. Name another folder, or move it away.`,
      )
      return exitCode.failed
    }
    await mkdir(folder, { recursive: true })
    // Not over a file that came in between, either.
    for (const [name, text] of files) await writeFile(join(folder, name), text, { flag: 'wx' })
    terminal.write(files.map(([name]) => `${join(folder, name)}\n`).join(''))
    terminal.note('Change them to what you test; heddle power says how many units it takes.')
    return exitCode.done
  },
}

async function firstThere(folder: string): Promise<string | undefined> {
  for (const [name] of files) {
    const path = join(folder, name)
    const found = await stat(path).then(
      () => true,
      () => false,
    )
    if (found) return path
  }
  return undefined
}
