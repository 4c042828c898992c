import { describe, expect, it } from 'vitest'
import { maxFiles } from '../../workflows/complaint/event-fields.ts'
import { complaintEvents } from '../../workflows/complaint/events.ts'
import type { StoredFile } from '../../workflows/complaint/finding.ts'
import { payloads, refunding } from '../support/payloads.ts'
import { caseIn } from '../support/stages.ts'

const stored = payloads.attach as StoredFile
const head = 'head.dining'
const handler = 'handler.dining'

describe('files of a case', () => {
  it('are counted from one, whatever happens between', () => {
    const life = caseIn('receive')
    expect(life.context.files).toBeUndefined()
    life.does('rep', 'attach')
    life.does('rep', 'note')
    life.does('rep', 'attach')
    expect(life.context.files).toBe(2)
  })

  it('are taken only as the store has them: another key, another content or none is no file', () => {
    const life = caseIn('investigate.inquire')
    const body = { type: 'attach', ...payloads.attach }
    const upload = { code: 'invalid', rule: 'upload-only' }
    expect(life.judge(handler, body)).toMatchObject({ refused: upload })
    expect(life.judge(handler, body, { stored: { ...stored, key: 'another' } })).toMatchObject({ refused: upload })
    expect(life.judge(handler, body, { stored: { ...stored, sha256: 'b'.repeat(64) } })).toMatchObject({
      refused: upload,
    })
    expect(life.judge(handler, body, { stored })).toHaveProperty('decision')
  })

  it(`are at most ${maxFiles}: then no more are offered`, () => {
    const life = caseIn('investigate.inquire')
    for (let count = 1; count < maxFiles; count++) life.does(handler, 'attach')
    expect(life.offers(handler)).toContain('attach')
    life.does(handler, 'attach')
    expect(life.offers(handler)).not.toContain('attach')
    expect(life.refusal(handler, 'attach')).toMatchObject({ rule: 'too-many-files' })
  })

  it('prove a measure that was not paid', () => {
    const life = caseIn('propose.draft', 'minor')
    life.does(handler, 'plan', refunding('300'))
    life.does(head, 'approve')
    life.does(handler, 'consent')
    const missing = { evidence: undefined }
    expect(life.refusal(handler, 'perform', missing)).toMatchObject({ rule: 'evidence-missing' })
    expect(life.refusal(handler, 'perform', { ...missing, files: [1] })).toMatchObject({ rule: 'unknown-file' })
    life.does('finance', 'attach')
    life.does(handler, 'perform', { ...missing, files: [1] })
    expect(life.refusal(handler, 'resolve')).toBeUndefined()
  })

  it('are named once each, in order, and by numbers only', () => {
    const { find } = complaintEvents
    const body = { type: 'find', ...payloads.find }
    expect(find.parse({ ...body, files: ['2', 1, '1'] }).files).toEqual([1, 2])
    for (const files of [[0], [1.5], ['一'], [maxFiles + 1], 'all']) {
      expect(find.safeParse({ ...body, files }).success).toBe(false)
    }
  })
})

describe('a contact with the customer', () => {
  it('keeps a call and a visit under one word, however they are called', () => {
    const method = (given: string) =>
      complaintEvents.contact.parse({ type: 'contact', summary: '已告知', method: given }).method
    expect(['phone', 'call', 'on-site', 'visit', 'message'].map(method)).toEqual([
      'call',
      'call',
      'visit',
      'visit',
      'message',
    ])
  })

  it('keeps the CLEAR boxes that were ticked, in the order of a talk', () => {
    const ticked = ['resolve', 'listen', 'listen']
    const contact = complaintEvents.contact.parse({ type: 'contact', ...payloads.contact, clear: ticked })
    expect(contact.clear).toEqual(['listen', 'resolve'])
    expect(complaintEvents.contact.safeParse({ type: 'contact', ...payloads.contact, clear: ['smile'] }).success).toBe(
      false,
    )
  })
})
