import express, { type Router } from 'express'
import multer, { MulterError, memoryStorage } from 'multer'
import { administrators } from '../web/administrators.ts'
import { Problem } from '../web/problem.ts'

/** Some ten thousand lines. */
const mostBytes = 1024 * 1024

/**
 * Reads the forms with which tables are uploaded. Mounted before the check of the form's token, which is in the body.
 * The file is `request.file` then.
 */
export function tableUploads(): Router {
  const limits = { fileSize: mostBytes, files: 1, fields: 10, fieldSize: mostBytes, parts: 12 }
  const read = multer({ storage: memoryStorage(), limits }).single('file')
  const router = express.Router()
  router.post(['/people/import', '/people/import/confirmed'], administrators, (request, response, next) => {
    read(request, response, error => next(error && explained(error)))
  })
  return router
}

function explained(error: unknown): unknown {
  const isLarge = error instanceof MulterError && /^LIMIT_(FILE_SIZE|FIELD_VALUE)$/.test(error.code)
  return isLarge ? new Problem(413, 'table-too-large') : new Problem(400, 'unreadable')
}
