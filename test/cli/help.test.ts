/** The help of every command, and numbers as people write them. */
import { describe, expect, test } from 'vitest'
import { bootCommand } from '../../packages/cli/src/boot/boot-command.js'
import { checkCommand } from '../../packages/cli/src/check-command.js'
import { collectCommand } from '../../packages/cli/src/collect-command.js'
import { runCommandLine } from '../../packages/cli/src/command-line.js'
import { funnelCommand } from '../../packages/cli/src/funnel-command.js'
import { initCommand } from '../../packages/cli/src/init/init-command.js'
import { liftCommand } from '../../packages/cli/src/lift-command.js'
import { pathsCommand } from '../../packages/cli/src/paths-command.js'
import { powerCommand } from '../../packages/cli/src/power/power-command.js'
import { countOf, durationDaysOf, numberOf, shareOf } from '../../packages/cli/src/read-number.js'
import { segmentsCommand } from '../../packages/cli/src/segments-command.js'
import { shareCommand } from '../../packages/cli/src/share-command.js'
import { simulateCommand } from '../../packages/cli/src/simulate/simulate-command.js'
import { slotsCommand } from '../../packages/cli/src/slots-command.js'
import { screenOf } from './reports.js'

const commands = [
  ...[initCommand, powerCommand, simulateCommand, liftCommand, segmentsCommand, funnelCommand, shareCommand],
  slotsCommand,
  ...[pathsCommand, checkCommand, collectCommand, bootCommand],
]

async function said(...words: readonly string[]) {
  let out = ''
  let err = ''
  const code = await runCommandLine(words, commands, '0', {
    screen: screenOf(100),
    write: (text) => {
      out += text
    },
    note: (line) => {
      err += line
    },
    untilStopped: () => Promise.resolve(),
    env: {},
  })
  return { code, out, err }
}

describe('heddle help', () => {
  test('lists every command, how to learn more, and what every ending means', async () => {
    const { code, out } = await said('help')
    expect(code).toBe(0)
    for (const { name } of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(out).toContain('heddle help COMMAND')
    for (const number of [0, 1, 2, 64]) expect(out).toMatch(new RegExp(`^  ${number} `, 'm'))
  })

  test.each(commands.map((command) => [command.name, command] as const))(
    'of %s has every option and example',
    async (name, command) => {
      const { code, out } = await said('help', name)
      expect(code).toBe(0)
      expect(await said(name, '--help')).toEqual({ code, out, err: '' })
      for (const { flags } of command.options) expect(out).toContain(flags)
      for (const { line } of command.examples) expect(out).toContain(line)
    },
  )

  test('of a command that there is not is wrong usage', async () => {
    expect((await said('help', 'nope')).code).toBe(64)
  })
})

describe('numbers as people write them', () => {
  test.each([
    ['10%', 0.1],
    ['0.1', 0.1],
    ['+5 %', 0.05],
    ['-.5', -0.5],
    ['ten', undefined],
    ['', undefined],
    ['1e3', undefined],
  ])('a share: %s', (text, share) => expect(shareOf(text)).toBe(share))

  test.each([
    ['20,000', 20_000],
    ['20_000', 20_000],
    ['2,0', undefined],
    ['-1', undefined],
    ['1.5', undefined],
  ])('a count: %s', (text, count) => expect(countOf(text)).toBe(count))

  test.each([
    ['1,234.5', 1234.5],
    ['', undefined],
    ['Infinity', undefined],
  ])('a number: %s', (text, number) => expect(numberOf(text)).toBe(number))

  test.each([
    ['7 d', 7],
    ['12h', 0.5],
    ['1.5 w', 10.5],
    ['7', undefined],
    ['7 y', undefined],
  ])('a time in days: %s', (text, days) => expect(durationDaysOf(text)).toBe(days))
})
