import express, { type Router } from 'express'
import { dueOf, dueQuestion } from './due.ts'

/** Working time over the API. */
export function calendarsApi(): Router {
  const router = express.Router()
  router.post('/due', ({ body }, response) => response.json(dueOf(dueQuestion.parse(body))))
  return router
}
