import type { Readable } from 'node:stream'
import type { Request, Response } from 'express'
import multer, { MulterError, type StorageEngine } from 'multer'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../web/problem.ts'
import { removeUnknown } from './orphans.ts'
import { type Bytes, fileStore, takeIn } from './store.ts'

/** One file of a request: its bytes are in the store, but no case knows of them yet. */
export interface Upload extends Bytes {
  originalname: string
}

/** No file may have more bytes; of one that has, its size is known and nothing else. */
export const largestFile = 20 * 1024 * 1024

const limits = { files: 10, fields: 20, fieldSize: 10_000, parts: 40 }

/**
 * Takes the files of a multipart request into the store, does something with them, and removes what no case knows of
 * afterwards. The request's other fields are its body then.
 * @throws Refusal `too-many-at-once`; Problem 400 for what cannot be read
 */
export function receiver(deps: Deps) {
  const parse = multer({ storage: storageOf(deps), limits, defParamCharset: 'utf8' }).any()
  return async <T>(request: Request, response: Response, work: (uploads: Upload[]) => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve, reject) => {
      parse(request, response, error => (error ? reject(explained(error)) : resolve()))
    })
    const uploads = (request.files ?? []) as unknown as Upload[]
    try {
      return await work(uploads)
    } finally {
      await removeUnknown(
        deps,
        uploads.map(one => one.key),
      )
    }
  }
}

function storageOf(deps: Deps): StorageEngine {
  return {
    _handleFile: (_request, file, done) => {
      takeIn(deps, file.stream as Readable, largestFile).then(
        bytes => done(null, bytes as object),
        (error: unknown) => done(error),
      )
    },
    _removeFile: (_request, file, done) => {
      fileStore(deps)
        .delete((file as unknown as Upload).key)
        .then(() => done(null), done)
    },
  }
}

/** A limit in words; whatever else is wrong with the request cannot be read. */
function explained(error: unknown): unknown {
  if (error instanceof MulterError) {
    if (error.code !== 'LIMIT_FILE_COUNT') return new Problem(400, 'unreadable')
    return new Refusal('invalid', { rule: 'too-many-at-once', fields: { files: 'too-many-at-once' } })
  }
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? error : new Problem(400, 'unreadable')
}
