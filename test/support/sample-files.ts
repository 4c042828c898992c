import sharp from 'sharp'
import writeXlsxFile from 'write-excel-file/node'

/** A photo as a phone takes it: held upright, stored lying, turned by its EXIF note. */
export const photo = (width = 400, height = 300): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#8a3b2e' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

export const workbook = (): Promise<Buffer> =>
  writeXlsxFile([[{ value: '退款金额' }, { value: 800 }]]).toBuffer() as Promise<Buffer>

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n')
export const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200), Buffer.from('This program cannot be run')])
export const page = Buffer.from('<!doctype html><script>alert(1)</script>')
export const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
/** 姓名,金额 / 王女士,800 as a Chinese spreadsheet saves it: GB 18030 */
export const csv = Buffer.from('d0d5c3fb2cbdf0b6ee0acdf5c5aecabf2c3830300a', 'hex')
