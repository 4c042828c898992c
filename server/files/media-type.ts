import { Readable } from 'node:stream'
import type { Disk } from 'flydrive'
import { isMediaType, type MediaType, mediaFacts, mediaTypes } from '../../workflows/complaint/media-types.ts'

/** What the detection calls differently. */
const otherNames: Record<string, MediaType> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/x-m4b': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'image/heif': 'image/heic',
  'video/x-m4v': 'video/mp4',
  'video/3gpp2': 'video/3gpp',
}

/** Office documents of before 2007 and installers alike; here the name decides. */
const oldOffice = 'application/x-cfb'
const headLength = 65_536

/** The type of a stored file by its content; undefined when such files are not taken. */
export async function mediaTypeOf(store: Disk, key: string, name: string): Promise<MediaType | undefined> {
  // loaded with the first file, not with the server
  const { fileTypeFromStream } = await import('file-type')
  const stream = await store.getStream(key)
  const found = await fileTypeFromStream(Readable.toWeb(stream)).finally(() => stream.destroy())
  if (!found) return textTypeOf(await headOf(store, key), name)
  if (found.mime === oldOffice)
    return byEnding(name, ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'])
  if (isMediaType(found.mime)) return found.mime
  return otherNames[found.mime]
}

/** A name that ends as files of its type do: `evil.bat` full of text is `evil.bat.txt`. */
export function fittingName(name: string, type: MediaType): string {
  const [usual = ''] = mediaFacts[type].extensions
  return byEnding(name, [type]) ? name : `${name}.${usual}`
}

function byEnding(name: string, types: MediaType[]): MediaType | undefined {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return types.find(type => (mediaFacts[type].extensions as readonly string[]).includes(ending))
}

async function headOf(store: Disk, key: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of await store.getStream(key)) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length >= headLength) break
  }
  return Buffer.concat(chunks).subarray(0, headLength)
}

/** Text of UTF-8 or, as Chinese spreadsheets write it, GB 18030; what a browser would take for a page is no text. */
function textTypeOf(head: Buffer, name: string): MediaType | undefined {
  const text = decoded(head, 'utf-8') ?? decoded(head, 'gb18030')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell what is no text
  if (!text || /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) || isMarkup(text)) return undefined
  return (
    byEnding(
      name,
      mediaTypes.filter(type => mediaFacts[type].kind === 'text'),
    ) ?? 'text/plain'
  )
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    // a character cut in two at the end of the head is no fault
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

const isMarkup = (text: string) =>
  /^\s*<(?:[!?]|(?:html|head|body|script|svg|iframe|math|table|div|style|title|link|meta|form|a|img|p|h1)\b)/i.test(
    text,
  )
