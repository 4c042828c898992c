import nodemailer, { type SendMailOptions } from 'nodemailer'

/** The way to the mail server. A send rejects unless the server has taken the message for its recipient. */
export interface Post {
  send(message: SendMailOptions): Promise<void>
  close(): void
}

/** The timeouts keep one send well below the five minutes after which its job would run a second time. */
export function openPost(smtpUrl: string): Post {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const secure = protocol === 'smtps:'
  const transport = nodemailer.createTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    auth: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  })
  return {
    send: async message => {
      await transport.sendMail(message)
    },
    close: () => transport.close(),
  }
}

/** The server has looked at this message or this address and said no for good; being asked again would not help. */
export function isRefusal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500
}
