import { readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { clicks, sees, textOf, visit } from '../analysis/log-builder.js'
import { heddle, temporaryFolder } from './heddle.js'

async function folderWithLog(): Promise<string> {
  const folder = await temporaryFolder()
  const events = ['control', 'bestFirst'].flatMap((variant) =>
    Array.from({ length: 40 }, (_, place) =>
      visit(
        { visitor: `${variant} ${place}` },
        [0, sees('home-tabs', variant)],
        ...(place % (variant === 'control' ? 4 : 2) === 0 ? [[5, clicks('best')] as const] : []),
      ),
    ).flat(),
  )
  await writeFile(join(folder, 'log.ndjson'), textOf(events))
  return folder
}

interface Mail {
  readonly to: readonly string[]
  readonly user: string | undefined
  readonly letter: string
}

/** A mail server on this machine that keeps what it is given. */
async function mailServer(): Promise<{ readonly url: string; readonly mails: readonly Mail[] }> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    logger: false,
    onAuth: ({ username, password }, _, done) =>
      password === 'p@ss' ? done(null, { user: username ?? '' }) : done(new Error('Wrong password')),
    onData: (stream, { envelope, user }, done) => {
      let letter = ''
      stream.setEncoding('utf8').on('data', (text: string) => {
        letter += text
      })
      stream.on('end', () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), user, letter })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.server.address() as AddressInfo // Cast: it listens on a port, not on a pipe.
  return { url: `smtp://reports:p%40ss@127.0.0.1:${port}`, mails }
}

describe('heddle report', () => {
  test('writes one file that asks for nothing and allows nothing', async () => {
    const folder = await folderWithLog()
    const { code, out, err } = await heddle(['report', 'log.ndjson', '--out', 'report.html'], folder)
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Written to report.html.\n' })
    const page = await readFile(join(folder, 'report.html'), 'utf8')
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(page).toMatch(
      /<meta content="default-src 'none'; [^"]*style-src 'sha256-[^"]+" http-equiv="Content-Security-Policy">/,
    )
    expect(page).not.toMatch(/<script|<link|https?:|url\(| style="/i)
    expect(page).toContain('bestFirst')
  })

  test('writes Markdown and CSV where the file says so, or --format does', async () => {
    const folder = await folderWithLog()
    const { out } = await heddle(['report', 'log.ndjson', '--format', 'md', '--lang', 'zh'], folder)
    expect(out).toMatch(/^# 提升报告\n/)
    await heddle(['report', 'log.ndjson', '--out', 'lift.csv'], folder)
    expect(await readFile(join(folder, 'lift.csv'), 'utf8')).toMatch(
      /^experiment,metric,.*\nhome-tabs,best,proportion,/,
    )
  })

  test('takes what heddle lift takes', async () => {
    const folder = await folderWithLog()
    const words = ['report', 'log.ndjson', '--format', 'md', '--metric', 'all=mean(best)', '--planned-units', '400']
    const { out } = await heddle(words, folder)
    expect(out).toContain('80 of 400 planned units')
    expect(out).toContain('### all (mean per unit)')
  })
})

describe('heddle report --mail', () => {
  test('sends the report with its text as Markdown', async () => {
    const folder = await folderWithLog()
    const { url, mails } = await mailServer()
    const { code, err, out } = await heddle(['report', 'log.ndjson', '--mail', 'a@example.com,b@example.com'], folder, {
      HEDDLE_SMTP_URL: url,
      HEDDLE_MAIL_FROM: 'heddle@example.com',
    })
    expect({ code, err, out }).toEqual({ code: 0, err: 'Sent to a@example.com, b@example.com.\n', out: '' })
    expect(mails).toHaveLength(1)
    const [{ to, user, letter } = { to: [], user: '', letter: '' }] = mails
    expect({ to, user }).toEqual({ to: ['a@example.com', 'b@example.com'], user: 'reports' })
    expect(letter).toContain('Subject: Lift: home-tabs')
    expect(letter).toMatch(/Content-Type: text\/plain/)
    expect(letter).toMatch(/filename=report\.html/)
    const [, attached = ''] = /filename=report\.html\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\s]+)/.exec(letter) ?? []
    expect(Buffer.from(attached, 'base64').toString('utf8')).toMatch(/^<!doctype html>/)
  })

  test('says what the server answered, and never the password', async () => {
    const folder = await folderWithLog()
    const { url } = await mailServer()
    const { code, err } = await heddle(['report', 'log.ndjson', '--mail', 'a@example.com'], folder, {
      HEDDLE_SMTP_URL: url.replace('p%40ss', 'secret'),
      HEDDLE_MAIL_FROM: 'heddle@example.com',
    })
    expect(code).toBe(1)
    expect(err).toMatch(/^heddle: The mail server 127\.0\.0\.1:\d+ did not take the report: .*535/)
    expect(err).not.toContain('secret')
  })

  test.each([
    [{}, ['--mail', 'a@example.com'], '--mail needs a server: set HEDDLE_SMTP_URL'],
    [{ HEDDLE_SMTP_URL: 'smtp://a' }, ['--mail', 'a@example.com'], '--mail needs a sender: set HEDDLE_MAIL_FROM'],
    [
      { HEDDLE_SMTP_URL: 'http://u:secret@a', HEDDLE_MAIL_FROM: 'a@example.com' },
      ['--mail', 'a@example.com'],
      'HEDDLE_SMTP_URL begins with smtp:// or smtps://',
    ],
    [{}, ['--mail', 'nobody'], '--mail is an address such as team@example.com; got "nobody".'],
  ])('says what is missing: %o %o', async (env, words, sentence) => {
    const folder = await folderWithLog()
    const { code, err } = await heddle(['report', 'log.ndjson', ...words], folder, env)
    expect(code).toBe(64)
    expect(err).toContain(sentence)
    expect(err).not.toContain('secret')
  })
})
