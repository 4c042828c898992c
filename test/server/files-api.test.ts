import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { complaintAnswer, fileListAnswer } from '../../server/api/complaint-answer.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { type ApiTest, startApi } from '../support/api.ts'
import { caseInState } from '../support/case-in.ts'
import { databases } from '../support/databases.ts'
import { payloads } from '../support/payloads.ts'
import { pdf, photo, program } from '../support/sample-files.ts'

describe.each(databases)('files over the API on $name', database => {
  let api: ApiTest
  let folder: string
  let number: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-files-'))
    api = await startApi(database, { DATA_DIR: folder })
  })
  beforeEach(async () => {
    number = await caseInState(api.deps, 'investigate.inquire')
  })
  afterAll(async () => {
    await api.close()
    await rm(folder, { recursive: true })
  })

  it('are attached, listed and fetched by whoever sees the case', async () => {
    const handler = await api.as('handler.dining')
    const picture = await photo()
    const { body } = await handler
      .upload(`/complaints/${number}/files`)
      .attach('files', picture, '现场.jpg')
      .attach('more', pdf, { filename: '报告.pdf', contentType: 'text/html' })
      .expect(201)
    expect(fileListAnswer.parse(body)).toMatchObject({
      items: [
        { number: 1, name: '现场.jpg', mediaType: 'image/jpeg', size: picture.length, by: 'handler.dining' },
        { number: 2, name: '报告.pdf', mediaType: 'application/pdf' },
      ],
    })
    expect((await handler.get(`/complaints/${number}/files`).expect(200)).body).toEqual(body)
    const shown = (await handler.get(`/complaints/${number}`).expect(200)).body
    expect(complaintAnswer.parse(shown).files).toEqual(body.items)
    expect(shown.allowed).toContain('attach')
    const fetched = await handler.get(`/complaints/${number}/files/1`).expect(200)
    expect(fetched.body).toEqual(picture)
    await (await api.as('handler.cellar')).get(`/complaints/${number}/files`).expect(404)
    await (await api.as('handler.cellar')).get(`/complaints/${number}/files/1`).expect(404)
    await (await api.as('handler.cellar'))
      .upload(`/complaints/${number}/files`)
      .attach('files', pdf, '一.pdf')
      .expect(404)
    expect(await verifyAll(api.deps.db)).toBeNull()
  })

  it('are one file for one Idempotency-Key', async () => {
    const handler = await api.as('handler.dining')
    const send = () =>
      handler
        .upload(`/complaints/${number}/files`, { 'Idempotency-Key': 'once' })
        .attach('files', pdf, '报告.pdf')
        .expect(201)
    const [first, second] = [await send(), await send()]
    expect(second.body).toEqual(first.body)
    expect((await handler.get(`/complaints/${number}/files`)).body.items).toHaveLength(1)
  })

  it('are refused with the rule in the answer', async () => {
    const handler = await api.as('handler.dining')
    const address = `/complaints/${number}/files`
    const refused = await handler.upload(address).attach('files', program, '照片.jpg').expect(422)
    expect(refused.body.error).toMatchObject({ code: 'invalid', rule: 'file-type' })
    await handler.upload(address).expect(422)
    await handler.post(address, { name: '一.pdf' }).expect(415)
    await handler
      .upload(address)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF')
      .expect(400)
    const forged = await handler.post(`/complaints/${number}/events`, { type: 'attach', ...payloads.attach })
    expect([forged.status, forged.body.error.rule]).toEqual([422, 'upload-only'])
    expect(forged.body.error.message).toContain('/complaints/')
  })

  it('are named as evidence by their numbers', async () => {
    const handler = await api.as('handler.dining')
    await handler.upload(`/complaints/${number}/files`).attach('files', pdf, '报告.pdf').expect(201)
    const find = { type: 'find', ...payloads.find }
    const unknown = await handler.post(`/complaints/${number}/events`, { ...find, files: [2] }).expect(422)
    expect(unknown.body.error).toMatchObject({ rule: 'unknown-file', fields: { files: expect.any(String) } })
    expect(await handler.send(number, { ...find, files: [1] })).toMatchObject({ findingFiles: [1] })
  })
})
