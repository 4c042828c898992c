import type { Response } from 'express'

/**
 * The pages and what each of them shows. A feature adds its own beside the code that builds the model:
 *   declare module '../web/render.ts' { interface Views { 'people/list': PeoplePage } }
 */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface Views {}

/** Shows a page. Its title is the model's, else the words under `<feature>.<page>.title`. */
export function render<K extends keyof Views & string>(response: Response, name: K, model: Views[K]): void {
  const title = response.locals.t(`${name.replaceAll('/', '.')}.title`)
  const layout = response.locals.person ? 'main' : 'plain'
  response.render(name, { title, layout, ...(model as object) })
}
