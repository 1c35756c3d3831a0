/**
 * Where mail goes out, from the environment: a password on a command line would stand in the history of the shell.
 * Pure.
 */

export interface MailSettings {
  /** `smtps://name:password@mail.example.com`, or `smtp://…`, which changes to TLS before it says a password. */
  readonly server: URL
  readonly from: string
}

export type ReadMailSettings =
  | { readonly status: 'settings'; readonly settings: MailSettings }
  | { readonly status: 'wrong'; readonly sentence: string }

export function readMailSettings(env: { readonly [name: string]: string | undefined }): ReadMailSettings {
  const wrong = (sentence: string): ReadMailSettings => ({ status: 'wrong', sentence })
  const { HEDDLE_SMTP_URL: address, HEDDLE_MAIL_FROM: from } = env
  if (!address) {
    return wrong(
      '--mail needs a server: set HEDDLE_SMTP_URL, such as smtps://name:password@mail.example.com (signs like @ in the password written as %40).',
    )
  }
  if (!from) return wrong('--mail needs a sender: set HEDDLE_MAIL_FROM, such as reports@example.com.')
  // The address is not repeated: it holds the password.
  const server = URL.canParse(address) ? new URL(address) : undefined
  if (server === undefined || !/^smtps?:$/.test(server.protocol)) {
    return wrong(
      'HEDDLE_SMTP_URL begins with smtp:// or smtps:// and names a server, such as smtps://mail.example.com.',
    )
  }
  return { status: 'settings', settings: { server, from } }
}

/** On this machine a mail server needs no encryption; anywhere else a password never goes in the clear. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
