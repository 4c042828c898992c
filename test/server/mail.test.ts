import { describe, expect, it } from 'vitest'
import type { CaseFacts } from '../../server/mail/mail-facts.ts'
import { renderNotice } from '../../server/mail/render-notice.ts'
import { languages } from '../../server/web/i18n.ts'
import { limitKinds, noticeKinds, stepKinds } from '../../workflows/complaint/codes.ts'
import { actionNoticeKinds } from '../../workflows/corrective-action/codes.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'

const facts: CaseFacts = {
  about: 'case',
  policy: winery,
  number: 'TS-20261121-0001',
  level: { 'zh-CN': '特大', en: 'Major' },
  receivedAt: '2026-11-21 02:00:00+00',
  customerName: '王<b>女士',
  department: { 'zh-CN': '餐饮客房部', en: 'Dining and Rooms' },
  names: { director: '顾长河' },
}
const at = '2026-11-21T02:00:00.000Z'
const baseUrl = 'https://redress.example.com'
const render = (kind: string, language: string, params = {}) => renderNotice({ kind, language, params }, facts, baseUrl)

describe.each(languages)('a mail in %s', language => {
  it.each(noticeKinds)('says everything in words when it tells of: %s', kind => {
    const mail = render(kind, language)
    for (const part of Object.values(mail)) expect(part).not.toMatch(/mail\.|codes\.|\{\{|undefined|null/)
    expect(mail.subject).toContain('TS-20261121-0001')
    expect(mail.subject).toContain(language === 'en' ? 'Major' : '特大')
    expect(mail.text).toContain(`${baseUrl}/complaints/TS-20261121-0001`)
  })

  it.each(limitKinds)('names the limit %s and how much of it is used', limit => {
    for (const kind of ['informed', 'approval-asked', 'warning', 'late']) {
      const mail = render(kind, language, { limit, rung: 150, dueAt: '2026-11-21T10:00:00.000Z' })
      expect(mail.subject).toContain('150%')
      expect(mail.text).not.toMatch(/mail\.|codes\.|\{\{|undefined/)
    }
  })

  it.each(actionNoticeKinds)('tells of a corrective action: %s', kind => {
    const params = {
      title: '漏液',
      task: 'start',
      owner: 'director',
      verifier: 'rep',
      dueAt: '2026-11-21T15:59:59.999Z',
    }
    const about = { about: 'corrective-action' as const, number: 'CA-20261121-0001', names: facts.names }
    const mail = renderNotice({ kind, language, params }, about, baseUrl)
    for (const part of Object.values(mail)) expect(part).not.toMatch(/mail\.|codes\.|myWork\.|\{\{|undefined|null/)
    expect(mail.subject).toContain('CA-20261121-0001')
    expect(mail.text).toContain('顾长河')
    expect(mail.text).toContain(`${baseUrl}/corrective-actions/CA-20261121-0001#start`)
  })

  it.each(['delegated', 'delegation-changed', 'delegation-ended', 'delegation-withdrawn', 'deputy-away'])(
    'tells of: %s',
    kind => {
      const params = { delegator: 'director', delegate: 'rep', role: null, by: 'rep', startsAt: at, endsAt: at }
      const about = { about: 'delegation' as const, number: '7', names: facts.names }
      const mail = renderNotice({ kind, language, params }, about, baseUrl)
      for (const part of Object.values(mail)) expect(part).not.toMatch(/mail\.|codes\.|\{\{|undefined|null/)
      expect(mail.subject).toContain('顾长河')
      expect(mail.text).toContain(`${baseUrl}/delegations`)
    },
  )

  it.each(stepKinds)('names what is asked: %s', step => {
    expect(render('approval-asked', language, { step }).subject).not.toMatch(/mail\.|codes\.|\{\{/)
  })
})

describe('a mail', () => {
  it('shows the due time of Beijing, whatever the zone of the server', () => {
    const params = { limit: 'settle', rung: 80, dueAt: '2026-11-21T10:05:00.000Z' }
    expect(render('warning', 'zh-CN', params).text).toContain('2026年11月21日 18:05（北京时间）')
    expect(render('warning', 'en', params).text).toContain('November 21, 2026 at 18:05 (Beijing time)')
  })

  it('tells the finance of the sum, and the parties of the outcome', () => {
    expect(render('informed', 'zh-CN', { amount: '1200.00' }).text).toContain('赔付金额：1200.00 元')
    expect(render('closed', 'zh-CN', { outcome: 'withdrawn' }).text).toContain('结果：客户撤诉')
  })

  it('sends nobody to a customer who was attended long ago', () => {
    const { subject, text } = render('assigned', 'zh-CN', { underWay: 1 })
    expect(subject).toContain('客诉转由您处理')
    expect(text).not.toContain('赶到现场')
  })

  it('names the person in whose place it was sent', () => {
    expect(render('approval-asked', 'zh-CN', { onBehalfOf: 'director' }).text).toContain('您代理：顾长河')
  })

  it('shows what a customer is called as text, never as markup', () => {
    const { html, text } = render('assigned', 'zh-CN')
    expect(html).toContain('王&lt;b&gt;女士')
    expect(text).toContain('王<b>女士')
  })

  it('is written to a complaint that has no level yet', () => {
    const ungraded = renderNotice(
      { kind: 'informed', language: 'zh-CN', params: {} },
      { ...facts, level: null },
      baseUrl,
    )
    expect(ungraded.subject).toContain('未定级')
  })
})
