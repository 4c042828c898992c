import type { MediaType } from '../../workflows/complaint/media-types.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { changeCase } from '../cases/change-case.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { fileName } from './file-name.ts'
import { fittingName, mediaTypeOf } from './media-type.ts'
import { fileWith, shownFile } from './queries.ts'
import { largestFile, type Upload } from './receive.ts'
import { fileStore } from './store.ts'

interface Sender {
  login: string
  /** a request that is sent twice under one key attaches its files once */
  key: string | undefined
}

type Judged = Upload & { name: string; mediaType: MediaType }

type Attached = Awaited<ReturnType<typeof attach>>

/**
 * Makes uploads the files of a case, each by its own event through the door; answers them in order. A file that is
 * not taken leaves nothing of the whole request.
 * @throws Refusal `no-file`, `file-empty`, `file-type`, `file-too-large`, or what the door says
 */
export async function attachAll(deps: Deps, to: { id: number; number: string }, uploads: Upload[], sender: Sender) {
  requireSome(uploads)
  const judged: Judged[] = []
  for (const upload of uploads) judged.push(await judge(deps, upload))
  const attached = []
  for (const file of judged) attached.push(await attach(deps, to, file, sender))
  return attached
}

/**
 * The same for people who chose the files together: what can be taken is taken, and each of the others has its reason.
 * @throws Refusal when it is about the sender or the case, not about one of the files
 */
export async function attachWhatFits(
  deps: Deps,
  to: { id: number; number: string },
  uploads: Upload[],
  sender: Sender,
): Promise<{ items: Attached[]; refused: Refusal[] }> {
  requireSome(uploads)
  const items: Attached[] = []
  const refused: Refusal[] = []
  for (const upload of uploads) {
    try {
      items.push(await attach(deps, to, await judge(deps, upload), sender))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'invalid') throw error
      refused.push(error)
    }
  }
  return { items, refused }
}

function requireSome(uploads: Upload[]): void {
  if (uploads.length === 0) throw new Refusal('invalid', { rule: 'no-file', fields: { files: 'no-file' } })
}

async function judge(deps: Deps, upload: Upload): Promise<Judged> {
  const name = fileName(upload.originalname)
  const refused = (rule: string) => new Refusal('invalid', { rule, about: name, fields: { files: rule } })
  if (upload.size === 0) throw refused('file-empty')
  if (upload.size > largestFile) throw refused('file-too-large')
  const mediaType = await mediaTypeOf(fileStore(deps), upload.key, name)
  if (!mediaType) throw refused('file-type')
  return { ...upload, name: fittingName(name, mediaType), mediaType }
}

async function attach(deps: Deps, to: { id: number; number: string }, file: Judged, sender: Sender) {
  const { name, mediaType, size, sha256, key } = file
  const stored = { mediaType, size, sha256, key }
  const digest = digestOf({ number: to.number, name, sha256 })
  const idempotency = sender.key === undefined ? undefined : { key: `${sender.key}/${digest}`, digest }
  const event = { type: 'attach', name, ...stored }
  await changeCase(deps, to.number, event, { login: sender.login }, { stored, ...(idempotency && { idempotency }) })
  const row = await fileWith(deps, to.id, sha256, name)
  if (!row) throw new Error(`${to.number} has no file ${name} after it was attached`)
  return shownFile(row)
}
