import { describe, expect, it } from 'vitest'
import { readSettings } from '../../server/config.ts'

describe('the settings', () => {
  it('need nothing at all', () => {
    expect(readSettings({})).toMatchObject({
      baseUrl: 'http://127.0.0.1:3000',
      dataDir: './data',
      databaseUrl: undefined,
      smtpUrl: undefined,
    })
  })

  it('follow port and host into the address, unless it is given', () => {
    expect(readSettings({ PORT: '8080', HOST: '::1' }).baseUrl).toBe('http://[::1]:8080')
    expect(readSettings({ BASE_URL: 'https://redress.example.com/' }).baseUrl).toBe('https://redress.example.com')
  })

  it('take an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })

  it.each([
    ['PORT', '0'],
    ['PORT', '80.5'],
    ['PORT', '70000'],
    ['BASE_URL', 'redress.example.com'],
    ['DATABASE_URL', 'mysql://localhost/redress'],
    ['SMTP_URL', 'mail.example.com:25'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'redress@example.com\nBcc: other@example.com'],
    ['SESSION_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('are refused by name when %s is %s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} must`))
  })

  it('never repeat a value that may be secret', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter2@db' })).not.toThrow('hunter2')
  })
})
