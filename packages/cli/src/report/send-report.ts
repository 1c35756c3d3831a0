/**
 * Sends a report by mail: its text as Markdown, the report itself attached, since mail programs show neither style nor drawings.
 * The one place that knows the mail library.
 */
import { createTransport } from 'nodemailer'
import { isLoopback, type MailSettings } from './mail-settings.js'

export interface Letter {
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly attachment: { readonly filename: string; readonly contentType: string; readonly content: string }
}

/** @throws Error that names the server and says what it answered */
export async function sendReport(letter: Letter, { server, from }: MailSettings): Promise<void> {
  const transport = createTransport({ url: server.href, requireTLS: !isLoopback(server) })
  try {
    await transport.sendMail({
      ...{ from, to: [...letter.to], subject: letter.subject, text: letter.text },
      attachments: [letter.attachment],
      // Nothing of the letter names a file or an address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/[.]?$/, '.') : String(cause)
    throw new Error(`The mail server ${server.host} did not take the report: ${reason}`, { cause })
  } finally {
    transport.close()
  }
}
