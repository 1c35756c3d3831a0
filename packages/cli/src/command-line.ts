/**
 * From words on a command line to one command's input: help, suggestions and wrong words included.
 * The one place that knows the parser library.
 */
import { CommanderError, Option, Command as Parser } from 'commander'
import type { Command, OptionSpec } from './command.js'
import { type ExitCode, exitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'

/**
 * Runs the command that the words name.
 *
 * @throws whatever the command throws; wrong words are answered here
 */
export async function runCommandLine(
  words: readonly string[],
  commands: readonly Command[],
  version: string,
  terminal: Terminal,
): Promise<ExitCode> {
  let ended: ExitCode = exitCode.done
  const parser = createParser(version, terminal)
  for (const command of commands) {
    addCommand(parser, command, terminal, (code) => {
      ended = code
    })
  }
  try {
    await parser.parseAsync(words, { from: 'user' })
    return ended
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? exitCode.done : exitCode.usage
    throw cause
  }
}

function createParser(version: string, terminal: Terminal): Parser {
  const { paint, width } = terminal.screen
  return new Parser('heddle')
    .description('Collects what visitors saw and did, and says what a layout was worth.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ styleTitle: paint.strong })
    .configureOutput({
      writeOut: terminal.write,
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, 'heddle: ')),
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
    })
    .addHelpText('after', `\nheddle help COMMAND shows its options and examples.\n\n${exitCodesText(terminal)}`)
}

/** The same for all commands. */
function exitCodesText({ screen: { paint } }: Terminal): string {
  const lines = [
    [exitCode.done, 'done; an experiment is decided, or runs on'],
    [exitCode.failed, 'something is missing or wrong in the world: a file, a port, a name that is not in the log'],
    [
      exitCode.broken,
      'check: events are missing; lift: an experiment cannot be trusted (report writes it down and ends with 0)',
    ],
    [exitCode.usage, 'the command line itself is wrong'],
  ]
  return [
    paint.strong('Exit codes:'),
    ...lines.map(([code, meaning]) => `  ${String(code).padEnd(3)} ${meaning}`),
  ].join('\n')
}

function addCommand(parser: Parser, command: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const { name, summary, description, argument, options, examples } = command
  const added = parser
    .command(name)
    .summary(summary)
    .description(description)
    .helpOption('--help', 'print this help')
    .showHelpAfterError(`heddle ${name} --help shows the options and examples.`)
    .addHelpText('after', examplesText(examples, terminal))
  if (argument) added.argument(argument.name, argument.description)
  for (const option of options) added.addOption(createOption(option))
  added.action(async () => end(await command.run({ sources: added.args, options: added.opts() }, terminal)))
}

function createOption({ flags, description, default: preset, choices, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description)
  if (preset !== undefined) option.default(preset)
  if (choices) option.choices(choices)
  if (repeatable) option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
  return option
}

function examplesText(examples: Command['examples'], { screen: { paint } }: Terminal): string {
  const lines = examples.flatMap(({ line, meaning }) => [`  ${paint.faint(`# ${meaning}`)}`, `  ${line}`])
  return ['', paint.strong('Examples:'), ...lines].join('\n')
}
