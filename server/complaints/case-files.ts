import { isMediaType, mediaFacts, pictures } from '../../workflows/complaint/media-types.ts'
import type { Choice } from '../web/choices.ts'
import type { Translate } from '../web/i18n.ts'
import type { RecordFacts } from './case-facts.ts'
import type { CaseView } from './case-view.ts'

/** The files of a case as its page lists them. */
export function fileLines({ view, names, t }: RecordFacts) {
  return view.files.map(({ number, name, mediaType, size, sha256, by, at }) => ({
    ...{ number, name, sha256, at },
    address: `/complaints/${view.number}/files/${number}`,
    kind: kindOf(mediaType),
    words: t(`files.kinds.${kindOf(mediaType)}`),
    size: sizeOf(size),
    picture: pictures.has(mediaType),
    by: names.person(by),
    digest: sha256.slice(0, 12),
  }))
}

/** The files that an event may name as evidence. */
export function fileChoices(view: CaseView, t: Translate): Choice[] {
  return view.files.map(({ number, name }) => ({ value: String(number), label: t('files.named', { number, name }) }))
}

/** Files by their names, as a line of the record; empty when there are none. */
export function namedFiles(numbers: number[], { view, t }: RecordFacts): string {
  return fileChoices(view, t)
    .filter(one => numbers.includes(Number(one.value)))
    .map(one => one.label)
    .join(t('history.and'))
}

const kindOf = (mediaType: string) => (isMediaType(mediaType) ? mediaFacts[mediaType].kind : 'document')

const sizes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** 3 KB, 2.4 MB: the same in both languages. */
function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${sizes.format(bytes / 1024 / 1024)} MB`
}
