import { describe, expect, it } from 'vitest'
import { csvLines, csvText, textOf } from '../../server/web/csv.ts'

const rows = [
  ['账号', '姓名'],
  ['wei.zhang', '张伟'],
]
/** 账号,姓名 as Excel in China writes it */
const gb18030 = Buffer.from('d5cbbac52cd0d5c3fb0d0a7765692e7a68616e672cd5c5ceb00d0a', 'hex')

describe('a table that people exchange', () => {
  it.each([
    ['UTF-8', Buffer.from('账号,姓名\r\nwei.zhang,张伟\r\n')],
    ['UTF-8 with a mark', Buffer.from('\uFEFF账号,姓名\r\nwei.zhang,张伟\r\n')],
    ['UTF-16, as "Unicode text"', Buffer.from('\uFEFF账号\t姓名\r\nwei.zhang\t张伟\r\n', 'utf16le')],
    ['GB 18030', gb18030],
    ['semicolons', Buffer.from('账号;姓名\nwei.zhang;张伟')],
    ['quotes', Buffer.from('"账号","姓名"\n"wei.zhang", 张伟 ')],
  ])('is read from %s', (_, bytes) => {
    const read = csvLines(textOf(bytes) ?? '')
    expect('lines' in read && read.lines.map(one => one.cells)).toEqual(rows)
  })

  it('numbers its lines as the spreadsheet does, blank ones too', () => {
    const read = csvLines('a,b\n\n,\n1,"2\n3"\n4')
    expect(read).toEqual({
      lines: [
        { line: 1, cells: ['a', 'b'] },
        { line: 5, cells: ['1', '2\n3'] },
        { line: 6, cells: ['4'] },
      ],
    })
  })

  it('says where it cannot be read on', () => {
    expect(csvLines('a,b\n1,"2\n3,4\n')).toEqual({ unreadable: 3 })
    expect(textOf(Buffer.from([0xff, 0x81, 0x20, 0xff]))).toBeUndefined()
  })

  it('is never calculated when it is opened, and comes back as it was', () => {
    const cells = ['=1+1', '+86 139', '-2', '@home', '\tx', "it's", 'a "b", c', ' ', '＝1+1', '＋1', '－1', '＠x', '']
    const text = csvText([cells])
    expect(text).toContain(`"'=1+1","'+86 139","'-2","'@home","'\tx","it's","a ""b"", c",`)
    expect(text).toContain(`"'＝1+1","'＋1","'－1","'＠x"`)
    const read = csvLines(text)
    expect('lines' in read && read.lines[0]?.cells).toEqual(cells)
  })
})
