import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import request from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { files } from '../../db/schema.ts'
import { changeCase } from '../../server/cases/change-case.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import { fileName } from '../../server/files/file-name.ts'
import { collectOrphans } from '../../server/files/orphans.ts'
import { verifyFiles } from '../../server/files/proof.ts'
import { fileStore, takeIn } from '../../server/files/store.ts'
import { mediaFacts } from '../../workflows/complaint/media-types.ts'
import { caseInState, happen } from '../support/case-in.ts'
import { openDatabase } from '../support/databases.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { payloads } from '../support/payloads.ts'
import { csv, drawing, page, pdf, photo, program, workbook } from '../support/sample-files.ts'
import { csrfIn } from '../support/sign-in.ts'

let pages: PagesTest
let folder: string
let picture: Buffer
let number: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-files-'))
  pages = await startPages({ open: openDatabase }, { DATA_DIR: folder })
  picture = await photo()
})
beforeEach(async () => {
  number = await caseInState(pages.deps, 'investigate.inquire')
})
afterAll(async () => {
  await pages.close()
  await rm(folder, { recursive: true })
})

type Part = [bytes: Buffer, name: string]

/** Sends the upload form of a case as a browser without scripts does. */
async function upload(by: Parameters<PagesTest['browser']>[0], parts: Part[], fields: Record<string, string> = {}) {
  const browser = await pages.browser(by)
  const { text } = await browser.get(`/complaints/${number}`)
  const form = browser.post(`/complaints/${number}/files`).field({ _csrf: csrfIn(text), ...fields })
  return parts.reduce((sent, [bytes, filename]) => sent.attach('files', bytes, { filename }), form)
}

async function attach(bytes: Buffer, name: string): Promise<number> {
  const answer = await upload('handler.dining', [[bytes, name]])
  expect(answer.status, answer.text).toBe(303)
  return (await rowsOf()).at(-1)?.number ?? 0
}

const rowsOf = () => pages.deps.db.select().from(files).orderBy(files.caseId, files.number)
const storedNow = async () => {
  const found = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true }).catch(() => [])
  return found.filter(one => one.isFile()).length
}

describe('a file that is attached', () => {
  it('is kept byte by byte under its Chinese name, with its type by content and its SHA-256', async () => {
    const file = await attach(picture, '现场照片（一号桌）.jpg')
    const row = (await rowsOf()).at(-1)
    const sha256 = createHash('sha256').update(picture).digest('hex')
    expect(row).toMatchObject({ number: file, name: '现场照片（一号桌）.jpg', mediaType: 'image/jpeg', sha256 })
    expect(await readFile(join(folder, 'files', row?.key ?? ''))).toEqual(picture)
    expect(await verifyAll(pages.deps.db)).toBeNull()
    expect(await verifyFiles(pages.deps)).toBeNull()
  })

  it('stands on the page with who brought it, and in the history', async () => {
    await attach(pdf, '质检报告.pdf')
    const text = await pages.read('rep', `/complaints/${number}`)
    expect(text).toMatch(/1\. 质检报告\.pdf PDF · 1 KB · \S+ · 2026-11-21 10:00 SHA-256 [0-9a-f]{12}…/)
    expect(text).toMatch(/添加了附件：质检报告\.pdf（SHA-256 [0-9a-f]{12}…）/)
  })

  it('does not make a form stale that somebody is filling in', async () => {
    const browser = await pages.browser('handler.dining')
    const { text } = await browser.get(`/complaints/${number}`)
    const revision = /name="revision" value="(\d+)"/.exec(text)?.[1] ?? ''
    await attach(pdf, '报告.pdf')
    const event = { type: 'find', ...payloads.find, files: [1] }
    await changeCase(pages.deps, number, event, { login: 'handler.dining' }, { revision: Number(revision) })
  })

  it('comes several at once, each with its own number', async () => {
    const parts: Part[] = [
      [picture, '一.jpg'],
      [await workbook(), '退款明细.xlsx'],
      [csv, '名单.csv'],
    ]
    expect((await upload('handler.dining', parts)).status).toBe(303)
    const text = await pages.read('rep', `/complaints/${number}`)
    expect(text).toMatch(/1\. 一\.jpg 图片.*2\. 退款明细\.xlsx 办公文档.*3\. 名单\.csv 文本/)
  })

  it('is there once, however often its form is sent', async () => {
    for (const _ of [1, 2]) {
      const answer = await upload('handler.dining', [[pdf, '收据.pdf']], { key: 'sent_twice' })
      expect(answer.status).toBe(303)
    }
    expect((await pages.read('rep', `/complaints/${number}`)).match(/\d\. 收据\.pdf PDF/g)).toHaveLength(1)
    expect(await storedNow()).toBe((await rowsOf()).length)
  })
})

describe('what is not taken', () => {
  it.each([
    ['a program that calls itself a picture', program, '照片.jpg'],
    ['a web page', page, '说明.txt'],
    ['a drawing with a script in it', drawing, '图.svg'],
    ['an archive', Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)]), '全部.zip'],
    [
      'an installer that calls itself a program',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      '安装.msi',
    ],
  ])('%s is refused by name and leaves nothing; what came with it is taken', async (_, bytes, name) => {
    const [rows, stored] = [await rowsOf(), await storedNow()]
    const answer = await upload('handler.dining', [
      [bytes, name],
      [pdf, '好的.pdf'],
    ])
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`“${name}”的内容不是可以接收的类型`)
    expect(textOf(answer.text)).toContain('已经添加到案件，不必再传： 好的.pdf')
    expect((await rowsOf()).slice(rows.length)).toMatchObject([{ name: '好的.pdf' }])
    expect(await storedNow()).toBe(stored + 1)
  })

  it('is nothing, an empty file, eleven files, or one of more than 20 MB', async () => {
    const stored = await storedNow()
    const answers = [
      await upload('handler.dining', []),
      await upload('handler.dining', [[Buffer.alloc(0), '空.txt']]),
      await upload(
        'handler.dining',
        Array.from({ length: 11 }, (): Part => [pdf, '一.pdf']),
      ),
      await upload('handler.dining', [[Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), '太大.txt']]),
    ]
    expect(answers.map(one => one.status)).toEqual([422, 422, 422, 422])
    const words = [/请先选择要上传的文件/, /“空\.txt”是空文件/, /一次最多上传 10 个文件/, /“太大\.txt”超过 20 MB/]
    for (const [index, word] of words.entries()) expect(answers[index]?.text).toMatch(word)
    expect(await storedNow()).toBe(stored)
  })

  it('is what another site or a form without its token sends', async () => {
    const stored = await storedNow()
    const browser = await pages.browser('handler.dining')
    const address = `/complaints/${number}/files`
    const foreign = await browser.post(address).set('Origin', 'https://evil.example').attach('files', pdf, '一.pdf')
    const tokenless = await browser.post(address).attach('files', pdf, '一.pdf')
    expect([foreign.status, tokenless.status]).toEqual([403, 403])
    expect(await storedNow()).toBe(stored)
  })

  it('is what somebody without a part in the case sends: 404 without sight, 403 without a duty', async () => {
    const stored = await storedNow()
    expect((await upload('handler.cellar', [[pdf, '一.pdf']])).status).toBe(404)
    expect((await upload('auditor', [[pdf, '一.pdf']])).status).toBe(403)
    expect(await storedNow()).toBe(stored)
  })

  it('is an event that names a file by hand, by the form as by the API', async () => {
    const event = { type: 'attach', ...payloads.attach }
    const refusal = changeCase(pages.deps, number, event, { login: 'handler.dining' })
    await expect(refusal).rejects.toMatchObject({ code: 'invalid', rule: 'upload-only' })
    const [row] = await rowsOf()
    const stolen = { ...event, key: row?.key ?? '', sha256: row?.sha256 ?? '' }
    await expect(changeCase(pages.deps, number, stolen, { login: 'handler.dining' })).rejects.toMatchObject({
      rule: 'upload-only',
    })
  })
})

describe('names', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\王\\桌面\\报告.pdf', '报告.pdf'],
    ['报告\u202Efdp.exe', '报告fdp.exe.pdf'],
    ['.隐藏.pdf', '隐藏.pdf'],
    ['没有后缀', '没有后缀.pdf'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(145)}….pdf`],
  ])('%s is kept as %s', async (given, kept) => {
    await attach(pdf, given)
    expect((await rowsOf()).at(-1)?.name).toBe(kept)
  })

  it('of text end as text does, so that nothing runs by a double click', async () => {
    await attach(Buffer.from('del *.*\n'), '清理.bat')
    expect((await rowsOf()).at(-1)).toMatchObject({ name: '清理.bat.txt', mediaType: 'text/plain' })
  })
})

describe('a download', () => {
  it('is saved under its name, runs nothing, and is for one person only', async () => {
    const file = await attach(picture, '现场照片.jpg')
    const browser = await pages.browser('rep')
    const { headers, body } = await browser.get(`/complaints/${number}/files/${file}`).expect(200)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(picture.length),
      'content-disposition': expect.stringContaining(`filename*=UTF-8''${encodeURIComponent('现场照片.jpg')}`),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': 'private, no-cache',
    })
    expect(headers['content-disposition']).toMatch(/^attachment/)
    expect(body).toEqual(picture)
    const again = await browser.get(`/complaints/${number}/files/${file}`).set('If-None-Match', headers.etag ?? '')
    expect(again.status).toBe(304)
  })

  it('opens for a colleague of another department who was told on this case of a penalty, as the case does', async () => {
    number = await caseInState(pages.deps, 'close.settle')
    const address = `/complaints/${number}/files/${await attach(pdf, '考勤记录.pdf')}`
    const colleague = await pages.browser('handler.cellar')
    await colleague.get(address).expect(404)
    await happen(pages.deps, number, 'centre', 'close', { penalties: [{ person: 'handler.cellar', kind: '口头提醒' }] })
    expect((await colleague.get(`/complaints/${number}`).expect(200)).text).toContain(address)
    await colleague.get(address).expect(200)
  })

  it('is not there without sight of the case, without the file, or when the store has lost it', async () => {
    const file = await attach(pdf, '报告.pdf')
    const row = (await rowsOf()).at(-1)
    const address = `/complaints/${number}/files/${file}`
    const [rep, cellar] = [await pages.browser('rep'), await pages.browser('handler.cellar')]
    for (const path of [address, `${address}/view`, `${address}/thumbnail`]) await cellar.get(path).expect(404)
    for (const path of ['99', '0', '1e0', 'x', '../1']) await rep.get(`/complaints/${number}/files/${path}`).expect(404)
    await rm(join(folder, 'files', row?.key ?? ''))
    expect((await rep.get(address).expect(404)).text).toContain('找不到文件内容')
    await writeFile(join(folder, 'files', row?.key ?? ''), pdf)
  })

  it('of a picture may be looked at in the browser, and has a small one that stands upright', async () => {
    const { default: sharp } = await import('sharp')
    const file = await attach(picture, '照片.jpg')
    const browser = await pages.browser('rep')
    const view = await browser.get(`/complaints/${number}/files/${file}/view`).expect(200)
    expect(view.headers['content-disposition']).toBe('inline')
    const small = await browser.get(`/complaints/${number}/files/${file}/thumbnail`).expect(200)
    expect(small.headers['content-type']).toBe('image/webp')
    const { width, height, orientation } = await sharp(small.body as Buffer).metadata()
    expect({ width, height, orientation }).toEqual({ width: 240, height: 320, orientation: undefined })
    expect((await browser.get(`/complaints/${number}/files/${file}/thumbnail`).expect(200)).body).toEqual(small.body)
  })

  it('of anything but a picture is never shown in the browser, nor is a broken picture made small', async () => {
    const browser = await pages.browser('rep')
    const report = await attach(pdf, '报告.pdf')
    await browser.get(`/complaints/${number}/files/${report}/view`).expect(404)
    await browser.get(`/complaints/${number}/files/${report}/thumbnail`).expect(404)
    const broken = await attach(picture.subarray(0, 200), '半张.jpg')
    await browser.get(`/complaints/${number}/files/${broken}/thumbnail`).expect(404)
    const { text } = await browser.get(`/complaints/${number}`).expect(200)
    const shown = new RegExp(`<a class="file-picture" href="/complaints/${number}/files/${broken}/view">.*`).exec(
      text,
    )?.[0]
    expect(shown).toMatch(
      /^<a [^>]+><svg class="icon".*<img [^>]*alt=""><span class="visually-hidden">查看大图：半张\.jpg/,
    )
  })

  it('keep no folders in their names, however these are written', async () => {
    for (const name of ['../../etc.txt', '..\\..\\etc.txt', '..%2f..%2Fetc.txt', 'C:%5Ctemp%5cetc.txt']) {
      expect(fileName(name), name).toBe('etc.txt')
    }
    expect(fileName('打折100%确认.txt')).toBe('打折100%确认.txt')
  })
})

describe('files as evidence', () => {
  it('stand beside the finding and the measure that name them', async () => {
    const { deps } = pages
    await attach(picture, '后厨排班表.jpg')
    await happen(deps, number, 'handler.dining', 'find', { files: ['1', 1] })
    await happen(deps, number, 'handler.dining', 'plan', {
      measures: [{ kind: 'refund', description: '退还菜金', amount: '800' }],
    })
    await happen(deps, number, 'leader.hospitality', 'approve')
    await happen(deps, number, 'handler.dining', 'consent')
    await expect(
      happen(deps, number, 'handler.dining', 'perform', { evidence: undefined, files: [2] }),
    ).rejects.toMatchObject({
      rule: 'unknown-file',
      fields: { files: 'unknown-file' },
    })
    await expect(happen(deps, number, 'handler.dining', 'perform', { evidence: undefined })).rejects.toMatchObject({
      rule: 'evidence-missing',
    })
    await upload('finance', [[pdf, '转账回单.pdf']])
    await happen(deps, number, 'finance', 'perform', { evidence: undefined, files: [2] })
    const text = await pages.read('rep', `/complaints/${number}`)
    expect(text).toMatch(/依据的附件\s+1\. 后厨排班表\.jpg/)
    expect(text).toMatch(/凭证：2\. 转账回单\.pdf/)
    expect(await verifyAll(deps.db)).toBeNull()
  })

  it('are offered as boxes to tick where the form asks for them', async () => {
    await attach(picture, '排班表.jpg')
    const { text } = await (await pages.browser('handler.dining')).get(`/complaints/${number}`)
    expect(text).toMatch(/name="files\[\]" value="1"/)
  })
})

describe('bytes and events', () => {
  it('bytes that a crash left without an event are collected after a day, and nothing else', async () => {
    const file = await attach(picture, '照片.jpg')
    await (await pages.browser('rep')).get(`/complaints/${number}/files/${file}/thumbnail`).expect(200)
    // the process ends here: the bytes are on the disk, the case has not heard of them
    const left = await takeIn(pages.deps, Readable.from([pdf]))
    const young = await takeIn(pages.deps, Readable.from([pdf]))
    const dayBefore = (hours: number) => new Date(pages.deps.now().getTime() - hours * 3_600_000)
    const everything = (await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })).filter(one =>
      one.isFile(),
    )
    for (const one of everything) await utimes(join(one.parentPath, one.name), dayBefore(25), dayBefore(25))
    await utimes(join(folder, 'files', young.key), dayBefore(23), dayBefore(23))
    await collectOrphans(pages.deps)
    const store = fileStore(pages.deps)
    expect(await store.exists(left.key)).toBe(false)
    expect(await store.exists(young.key)).toBe(true)
    const kept = (await rowsOf()).at(-1)?.key ?? ''
    expect([await store.exists(kept), await store.exists(`${kept}.webp`)]).toEqual([true, true])
    await store.delete(young.key)
  })

  it('are looked for in this month and the last, so that a store of many years is not read every hour', async () => {
    const leave = async (at: string) => {
      const { key } = await takeIn({ ...pages.deps, now: () => new Date(at) }, Readable.from([pdf]))
      await utimes(join(folder, 'files', key), new Date(at), new Date(at))
      return key
    }
    const left = [
      await leave('2026-09-30T23:59:59.000Z'),
      await leave('2026-10-01T00:00:00.000Z'),
      await leave('2026-11-01T00:00:00.000Z'),
    ]
    await collectOrphans(pages.deps)
    const store = fileStore(pages.deps)
    expect(await Promise.all(left.map(key => store.exists(key)))).toEqual([true, false, false])
    await store.delete(left[0] ?? '')
  })

  it('verify names the file that was changed, and the one that is gone', async () => {
    const file = await attach(pdf, '合同.pdf')
    const row = (await rowsOf()).at(-1)
    const path = join(folder, 'files', row?.key ?? '')
    await writeFile(path, '改过的合同')
    expect(await verifyFiles(pages.deps)).toMatchObject({
      number,
      where: expect.stringContaining(`file ${file} `),
      expected: row?.sha256,
    })
    await rm(path)
    expect(await verifyFiles(pages.deps)).toMatchObject({ number, found: 'no such file in the store' })
    await writeFile(path, pdf)
  })
})

describe('the upload form', () => {
  it('lets people choose every kind of file that is taken', async () => {
    const { text } = await (await pages.browser('rep')).get(`/complaints/${number}?form=attach`)
    const accept = /id="attach-files"[^>]* accept="([^"]+)"/.exec(text)?.[1]?.split(',') ?? []
    const byEnding = Object.entries(mediaFacts).filter(([type]) => !accept.includes(type.replace(/\/.*/, '/*')))
    const endings = byEnding.flatMap(([, { extensions }]) => extensions.map(ending => `.${ending}`))
    expect(endings.length).toBeGreaterThan(10)
    expect(accept).toEqual(expect.arrayContaining(endings))
  })
})

describe('a script that uploads', () => {
  it('is answered in JSON, with the sentence that the person reads', async () => {
    const browser = await pages.browser('handler.dining')
    const { text } = await browser.get(`/complaints/${number}`)
    const send = (bytes: Buffer, name: string) =>
      browser
        .post(`/complaints/${number}/files`)
        .set('Accept', 'application/json')
        .field('_csrf', csrfIn(text))
        .attach('files', bytes, name)
    expect((await send(picture, '一.jpg').expect(201)).body.items).toMatchObject([{ number: 1, name: '一.jpg' }])
    expect((await send(program, '二.jpg').expect(422)).body.error.message).toContain('“二.jpg”的内容')
    expect(
      (await request(pages.app).post(`/complaints/${number}/files`).attach('files', picture, '三.jpg')).status,
    ).toBe(401)
  })
})
