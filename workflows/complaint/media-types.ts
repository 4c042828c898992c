type FileKind = 'image' | 'pdf' | 'document' | 'text' | 'audio' | 'video'

interface MediaFacts {
  kind: FileKind
  /** how names of such files end, the usual one first */
  extensions: string[]
}

const kind = (kind: FileKind, ...extensions: string[]): MediaFacts => ({ kind, extensions })

/** What may be attached to a complaint; everything else, above all what a computer could run, is refused. */
export const mediaFacts = {
  'image/jpeg': kind('image', 'jpg', 'jpeg'),
  'image/png': kind('image', 'png'),
  'image/webp': kind('image', 'webp'),
  'image/gif': kind('image', 'gif'),
  'image/avif': kind('image', 'avif'),
  'image/heic': kind('image', 'heic', 'heif'),
  'image/tiff': kind('image', 'tif', 'tiff'),
  'image/bmp': kind('image', 'bmp'),
  'application/pdf': kind('pdf', 'pdf'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': kind('document', 'docx'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': kind('document', 'xlsx'),
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': kind('document', 'pptx'),
  'application/msword': kind('document', 'doc', 'wps'),
  'application/vnd.ms-excel': kind('document', 'xls', 'et'),
  'application/vnd.ms-powerpoint': kind('document', 'ppt', 'dps'),
  'application/vnd.oasis.opendocument.text': kind('document', 'odt'),
  'application/vnd.oasis.opendocument.spreadsheet': kind('document', 'ods'),
  'text/plain': kind('text', 'txt', 'log', 'md'),
  'text/csv': kind('text', 'csv'),
  'audio/mpeg': kind('audio', 'mp3'),
  'audio/mp4': kind('audio', 'm4a'),
  'audio/aac': kind('audio', 'aac'),
  'audio/amr': kind('audio', 'amr'),
  'audio/wav': kind('audio', 'wav'),
  'audio/ogg': kind('audio', 'ogg', 'opus'),
  'video/mp4': kind('video', 'mp4', 'm4v'),
  'video/quicktime': kind('video', 'mov'),
  'video/3gpp': kind('video', '3gp'),
  'video/webm': kind('video', 'webm'),
} as const satisfies Record<string, MediaFacts>

export type MediaType = keyof typeof mediaFacts

export const mediaTypes = Object.keys(mediaFacts) as MediaType[]

export function isMediaType(type: string): type is MediaType {
  return Object.hasOwn(mediaFacts, type)
}

/** Pictures that every browser shows by itself, and of which a small one is made. */
export const pictures: ReadonlySet<string> = new Set<MediaType>([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
])
